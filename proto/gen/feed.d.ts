import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace tapewire. */
export namespace tapewire {

    /**
     * Properties of a Position.
     * @deprecated Use tapewire.Position.$Properties instead.
     */
    interface IPosition extends tapewire.Position.$Properties {
    }

    /** Represents a Position. */
    class Position {

        /**
         * Constructs a new Position.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Position.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Position epoch. */
        epoch: number;

        /** Position sequence. */
        sequence: number;

        /**
         * Encodes the specified Position message. Does not implicitly {@link tapewire.Position.verify|verify} messages.
         * @param message Position message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Position.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Position message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Position & tapewire.Position.$Shape} Position
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Position & tapewire.Position.$Shape;
    }

    namespace Position {

        /** Properties of a Position. */
        interface $Properties {

            /** Position epoch */
            epoch?: number;

            /** Position sequence */
            sequence?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Position. */
        type $Shape = tapewire.Position.$Properties;
    }

    /** Mode enum. */
    enum Mode {

        /** MODE_UNSPECIFIED value */
        MODE_UNSPECIFIED = 0,

        /** MODE_BOARD value */
        MODE_BOARD = 1,

        /** MODE_TAPE value */
        MODE_TAPE = 2
    }

    /**
     * Properties of a Subscription.
     * @deprecated Use tapewire.Subscription.$Properties instead.
     */
    interface ISubscription extends tapewire.Subscription.$Properties {
    }

    /** Represents a Subscription. */
    class Subscription {

        /**
         * Constructs a new Subscription.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Subscription.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Subscription symbol. */
        symbol: string;

        /** Subscription mode. */
        mode: tapewire.Mode;

        /** Subscription intervalMs. */
        intervalMs: number;

        /**
         * Encodes the specified Subscription message. Does not implicitly {@link tapewire.Subscription.verify|verify} messages.
         * @param message Subscription message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Subscription.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Subscription message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Subscription & tapewire.Subscription.$Shape} Subscription
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Subscription & tapewire.Subscription.$Shape;
    }

    namespace Subscription {

        /** Properties of a Subscription. */
        interface $Properties {

            /** Subscription symbol */
            symbol?: string;

            /** Subscription mode */
            mode?: tapewire.Mode;

            /** Subscription intervalMs */
            intervalMs?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Subscription. */
        type $Shape = tapewire.Subscription.$Properties;
    }

    /**
     * Properties of a LanePosition.
     * @deprecated Use tapewire.LanePosition.$Properties instead.
     */
    interface ILanePosition extends tapewire.LanePosition.$Properties {
    }

    /** Represents a LanePosition. */
    class LanePosition {

        /**
         * Constructs a new LanePosition.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.LanePosition.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LanePosition intervalMs. */
        intervalMs: number;

        /** LanePosition sequence. */
        sequence: number;

        /**
         * Encodes the specified LanePosition message. Does not implicitly {@link tapewire.LanePosition.verify|verify} messages.
         * @param message LanePosition message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.LanePosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LanePosition message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.LanePosition & tapewire.LanePosition.$Shape} LanePosition
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.LanePosition & tapewire.LanePosition.$Shape;
    }

    namespace LanePosition {

        /** Properties of a LanePosition. */
        interface $Properties {

            /** LanePosition intervalMs */
            intervalMs?: number;

            /** LanePosition sequence */
            sequence?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LanePosition. */
        type $Shape = tapewire.LanePosition.$Properties;
    }

    /**
     * Properties of a SubscribeRequest.
     * @deprecated Use tapewire.SubscribeRequest.$Properties instead.
     */
    interface ISubscribeRequest extends tapewire.SubscribeRequest.$Properties {
    }

    /** Represents a SubscribeRequest. */
    class SubscribeRequest {

        /**
         * Constructs a new SubscribeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.SubscribeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscribeRequest subscriptions. */
        subscriptions: tapewire.Subscription[];

        /**
         * Encodes the specified SubscribeRequest message. Does not implicitly {@link tapewire.SubscribeRequest.verify|verify} messages.
         * @param message SubscribeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.SubscribeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscribeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.SubscribeRequest & tapewire.SubscribeRequest.$Shape} SubscribeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.SubscribeRequest & tapewire.SubscribeRequest.$Shape;
    }

    namespace SubscribeRequest {

        /** Properties of a SubscribeRequest. */
        interface $Properties {

            /** SubscribeRequest subscriptions */
            subscriptions?: tapewire.Subscription.$Properties[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscribeRequest. */
        type $Shape = tapewire.SubscribeRequest.$Properties;
    }

    /**
     * Properties of an UnsubscribeRequest.
     * @deprecated Use tapewire.UnsubscribeRequest.$Properties instead.
     */
    interface IUnsubscribeRequest extends tapewire.UnsubscribeRequest.$Properties {
    }

    /** Represents an UnsubscribeRequest. */
    class UnsubscribeRequest {

        /**
         * Constructs a new UnsubscribeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.UnsubscribeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UnsubscribeRequest subscriptions. */
        subscriptions: tapewire.Subscription[];

        /**
         * Encodes the specified UnsubscribeRequest message. Does not implicitly {@link tapewire.UnsubscribeRequest.verify|verify} messages.
         * @param message UnsubscribeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.UnsubscribeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an UnsubscribeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.UnsubscribeRequest & tapewire.UnsubscribeRequest.$Shape} UnsubscribeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.UnsubscribeRequest & tapewire.UnsubscribeRequest.$Shape;
    }

    namespace UnsubscribeRequest {

        /** Properties of an UnsubscribeRequest. */
        interface $Properties {

            /** UnsubscribeRequest subscriptions */
            subscriptions?: tapewire.Subscription.$Properties[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an UnsubscribeRequest. */
        type $Shape = tapewire.UnsubscribeRequest.$Properties;
    }

    /**
     * Properties of a ResumeRequest.
     * @deprecated Use tapewire.ResumeRequest.$Properties instead.
     */
    interface IResumeRequest extends tapewire.ResumeRequest.$Properties {
    }

    /** Represents a ResumeRequest. */
    class ResumeRequest {

        /**
         * Constructs a new ResumeRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.ResumeRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ResumeRequest after. */
        after: tapewire.Position;

        /** ResumeRequest subscriptions. */
        subscriptions: tapewire.Subscription[];

        /** ResumeRequest lanes. */
        lanes: tapewire.LanePosition[];

        /**
         * Encodes the specified ResumeRequest message. Does not implicitly {@link tapewire.ResumeRequest.verify|verify} messages.
         * @param message ResumeRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.ResumeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ResumeRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.ResumeRequest & tapewire.ResumeRequest.$Shape} ResumeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.ResumeRequest & tapewire.ResumeRequest.$Shape;
    }

    namespace ResumeRequest {

        /** Properties of a ResumeRequest. */
        interface $Properties {

            /** ResumeRequest after */
            after?: tapewire.Position.$Properties;

            /** ResumeRequest subscriptions */
            subscriptions?: tapewire.Subscription.$Properties[];

            /** ResumeRequest lanes */
            lanes?: tapewire.LanePosition.$Properties[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ResumeRequest. */
        type $Shape = tapewire.ResumeRequest.$Properties;
    }

    /**
     * Properties of a ConfigureRequest.
     * @deprecated Use tapewire.ConfigureRequest.$Properties instead.
     */
    interface IConfigureRequest extends tapewire.ConfigureRequest.$Properties {
    }

    /** Represents a ConfigureRequest. */
    class ConfigureRequest {

        /**
         * Constructs a new ConfigureRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.ConfigureRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigureRequest batchRate. */
        batchRate: number;

        /**
         * Encodes the specified ConfigureRequest message. Does not implicitly {@link tapewire.ConfigureRequest.verify|verify} messages.
         * @param message ConfigureRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.ConfigureRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigureRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.ConfigureRequest & tapewire.ConfigureRequest.$Shape} ConfigureRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.ConfigureRequest & tapewire.ConfigureRequest.$Shape;
    }

    namespace ConfigureRequest {

        /** Properties of a ConfigureRequest. */
        interface $Properties {

            /** ConfigureRequest batchRate */
            batchRate?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigureRequest. */
        type $Shape = tapewire.ConfigureRequest.$Properties;
    }

    /**
     * Properties of an InstrumentsRequest.
     * @deprecated Use tapewire.InstrumentsRequest.$Properties instead.
     */
    interface IInstrumentsRequest extends tapewire.InstrumentsRequest.$Properties {
    }

    /** Represents an InstrumentsRequest. */
    class InstrumentsRequest {

        /**
         * Constructs a new InstrumentsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.InstrumentsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified InstrumentsRequest message. Does not implicitly {@link tapewire.InstrumentsRequest.verify|verify} messages.
         * @param message InstrumentsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.InstrumentsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InstrumentsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.InstrumentsRequest & tapewire.InstrumentsRequest.$Shape} InstrumentsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.InstrumentsRequest & tapewire.InstrumentsRequest.$Shape;
    }

    namespace InstrumentsRequest {

        /** Properties of an InstrumentsRequest. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InstrumentsRequest. */
        type $Shape = tapewire.InstrumentsRequest.$Properties;
    }

    /**
     * Properties of a TradesRequest.
     * @deprecated Use tapewire.TradesRequest.$Properties instead.
     */
    interface ITradesRequest extends tapewire.TradesRequest.$Properties {
    }

    /** Represents a TradesRequest. */
    class TradesRequest {

        /**
         * Constructs a new TradesRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.TradesRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TradesRequest symbol. */
        symbol: string;

        /** TradesRequest epoch. */
        epoch: number;

        /** TradesRequest after. */
        after: number;

        /** TradesRequest through. */
        through: number;

        /**
         * Encodes the specified TradesRequest message. Does not implicitly {@link tapewire.TradesRequest.verify|verify} messages.
         * @param message TradesRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.TradesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TradesRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.TradesRequest & tapewire.TradesRequest.$Shape} TradesRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.TradesRequest & tapewire.TradesRequest.$Shape;
    }

    namespace TradesRequest {

        /** Properties of a TradesRequest. */
        interface $Properties {

            /** TradesRequest symbol */
            symbol?: string;

            /** TradesRequest epoch */
            epoch?: number;

            /** TradesRequest after */
            after?: number;

            /** TradesRequest through */
            through?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TradesRequest. */
        type $Shape = tapewire.TradesRequest.$Properties;
    }

    /**
     * Properties of a BarsRequest.
     * @deprecated Use tapewire.BarsRequest.$Properties instead.
     */
    interface IBarsRequest extends tapewire.BarsRequest.$Properties {
    }

    /** Represents a BarsRequest. */
    class BarsRequest {

        /**
         * Constructs a new BarsRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.BarsRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BarsRequest symbol. */
        symbol: string;

        /** BarsRequest intervalS. */
        intervalS: number;

        /** BarsRequest begin. */
        begin: number;

        /** BarsRequest end. */
        end: number;

        /**
         * Encodes the specified BarsRequest message. Does not implicitly {@link tapewire.BarsRequest.verify|verify} messages.
         * @param message BarsRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.BarsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BarsRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.BarsRequest & tapewire.BarsRequest.$Shape} BarsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.BarsRequest & tapewire.BarsRequest.$Shape;
    }

    namespace BarsRequest {

        /** Properties of a BarsRequest. */
        interface $Properties {

            /** BarsRequest symbol */
            symbol?: string;

            /** BarsRequest intervalS */
            intervalS?: number;

            /** BarsRequest begin */
            begin?: number;

            /** BarsRequest end */
            end?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BarsRequest. */
        type $Shape = tapewire.BarsRequest.$Properties;
    }

    /**
     * Properties of a RefreshRequest.
     * @deprecated Use tapewire.RefreshRequest.$Properties instead.
     */
    interface IRefreshRequest extends tapewire.RefreshRequest.$Properties {
    }

    /** Represents a RefreshRequest. */
    class RefreshRequest {

        /**
         * Constructs a new RefreshRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.RefreshRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RefreshRequest token. */
        token: string;

        /**
         * Encodes the specified RefreshRequest message. Does not implicitly {@link tapewire.RefreshRequest.verify|verify} messages.
         * @param message RefreshRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.RefreshRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RefreshRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.RefreshRequest & tapewire.RefreshRequest.$Shape} RefreshRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.RefreshRequest & tapewire.RefreshRequest.$Shape;
    }

    namespace RefreshRequest {

        /** Properties of a RefreshRequest. */
        interface $Properties {

            /** RefreshRequest token */
            token?: string;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RefreshRequest. */
        type $Shape = tapewire.RefreshRequest.$Properties;
    }

    /** RefusalCode enum. */
    enum RefusalCode {

        /** REFUSAL_CODE_UNSPECIFIED value */
        REFUSAL_CODE_UNSPECIFIED = 0,

        /** REFUSAL_CODE_UNKNOWN_SYMBOL value */
        REFUSAL_CODE_UNKNOWN_SYMBOL = 1,

        /** REFUSAL_CODE_BAD_MODE value */
        REFUSAL_CODE_BAD_MODE = 2,

        /** REFUSAL_CODE_NOT_SUBSCRIBED value */
        REFUSAL_CODE_NOT_SUBSCRIBED = 3,

        /** REFUSAL_CODE_TOO_MANY value */
        REFUSAL_CODE_TOO_MANY = 4,

        /** REFUSAL_CODE_MALFORMED value */
        REFUSAL_CODE_MALFORMED = 5,

        /** REFUSAL_CODE_UNKNOWN_EVENT value */
        REFUSAL_CODE_UNKNOWN_EVENT = 6,

        /** REFUSAL_CODE_NO_ACKNOWLEDGEMENT value */
        REFUSAL_CODE_NO_ACKNOWLEDGEMENT = 7,

        /** REFUSAL_CODE_BAD_RATE value */
        REFUSAL_CODE_BAD_RATE = 8,

        /** REFUSAL_CODE_BAD_RANGE value */
        REFUSAL_CODE_BAD_RANGE = 9,

        /** REFUSAL_CODE_NOT_KEPT value */
        REFUSAL_CODE_NOT_KEPT = 10,

        /** REFUSAL_CODE_TOO_FAST value */
        REFUSAL_CODE_TOO_FAST = 11,

        /** REFUSAL_CODE_NOT_ENTITLED value */
        REFUSAL_CODE_NOT_ENTITLED = 12,

        /** REFUSAL_CODE_BAD_TOKEN value */
        REFUSAL_CODE_BAD_TOKEN = 13
    }

    /**
     * Properties of a Refusal.
     * @deprecated Use tapewire.Refusal.$Properties instead.
     */
    interface IRefusal extends tapewire.Refusal.$Properties {
    }

    /** Represents a Refusal. */
    class Refusal {

        /**
         * Constructs a new Refusal.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Refusal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Refusal code. */
        code: tapewire.RefusalCode;

        /** Refusal symbol. */
        symbol: string;

        /** Refusal mode. */
        mode: tapewire.Mode;

        /** Refusal message. */
        message: string;

        /** Refusal retryAfterMs. */
        retryAfterMs: number;

        /**
         * Encodes the specified Refusal message. Does not implicitly {@link tapewire.Refusal.verify|verify} messages.
         * @param message Refusal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Refusal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Refusal & tapewire.Refusal.$Shape} Refusal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Refusal & tapewire.Refusal.$Shape;
    }

    namespace Refusal {

        /** Properties of a Refusal. */
        interface $Properties {

            /** Refusal code */
            code?: tapewire.RefusalCode;

            /** Refusal symbol */
            symbol?: string;

            /** Refusal mode */
            mode?: tapewire.Mode;

            /** Refusal message */
            message?: string;

            /** Refusal retryAfterMs */
            retryAfterMs?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Refusal. */
        type $Shape = tapewire.Refusal.$Properties;
    }

    /** ReceiptKind enum. */
    enum ReceiptKind {

        /** RECEIPT_KIND_UNSPECIFIED value */
        RECEIPT_KIND_UNSPECIFIED = 0,

        /** RECEIPT_KIND_EXACT value */
        RECEIPT_KIND_EXACT = 1,

        /** RECEIPT_KIND_MERGED value */
        RECEIPT_KIND_MERGED = 2,

        /** RECEIPT_KIND_RESET value */
        RECEIPT_KIND_RESET = 3
    }

    /** ResetReason enum. */
    enum ResetReason {

        /** RESET_REASON_UNSPECIFIED value */
        RESET_REASON_UNSPECIFIED = 0,

        /** RESET_REASON_OTHER_EPOCH value */
        RESET_REASON_OTHER_EPOCH = 1,

        /** RESET_REASON_TOO_OLD value */
        RESET_REASON_TOO_OLD = 2,

        /** RESET_REASON_FUTURE value */
        RESET_REASON_FUTURE = 3
    }

    /**
     * Properties of a Receipt.
     * @deprecated Use tapewire.Receipt.$Properties instead.
     */
    interface IReceipt extends tapewire.Receipt.$Properties {
    }

    /** Represents a Receipt. */
    class Receipt {

        /**
         * Constructs a new Receipt.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Receipt.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Receipt kind. */
        kind: tapewire.ReceiptKind;

        /** Receipt reason. */
        reason: tapewire.ResetReason;

        /** Receipt missed. */
        missed: number;

        /** Receipt fromTime. */
        fromTime: number;

        /** Receipt toTime. */
        toTime: number;

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link tapewire.Receipt.verify|verify} messages.
         * @param message Receipt message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Receipt & tapewire.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Receipt & tapewire.Receipt.$Shape;
    }

    namespace Receipt {

        /** Properties of a Receipt. */
        interface $Properties {

            /** Receipt kind */
            kind?: tapewire.ReceiptKind;

            /** Receipt reason */
            reason?: tapewire.ResetReason;

            /** Receipt missed */
            missed?: number;

            /** Receipt fromTime */
            fromTime?: number;

            /** Receipt toTime */
            toTime?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Receipt. */
        type $Shape = tapewire.Receipt.$Properties;
    }

    /**
     * Properties of an Accepted.
     * @deprecated Use tapewire.Accepted.$Properties instead.
     */
    interface IAccepted extends tapewire.Accepted.$Properties {
    }

    /** Represents an Accepted. */
    class Accepted {

        /**
         * Constructs a new Accepted.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Accepted.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Accepted instrument. */
        instrument: tapewire.Instrument;

        /** Accepted mode. */
        mode: tapewire.Mode;

        /** Accepted receipt. */
        receipt: tapewire.Receipt;

        /** Accepted delayMs. */
        delayMs: number;

        /**
         * Encodes the specified Accepted message. Does not implicitly {@link tapewire.Accepted.verify|verify} messages.
         * @param message Accepted message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Accepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Accepted message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Accepted & tapewire.Accepted.$Shape} Accepted
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Accepted & tapewire.Accepted.$Shape;
    }

    namespace Accepted {

        /** Properties of an Accepted. */
        interface $Properties {

            /** Accepted instrument */
            instrument?: tapewire.Instrument.$Properties;

            /** Accepted mode */
            mode?: tapewire.Mode;

            /** Accepted receipt */
            receipt?: tapewire.Receipt.$Properties;

            /** Accepted delayMs */
            delayMs?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Accepted. */
        type $Shape = tapewire.Accepted.$Properties;
    }

    /**
     * Properties of a SubscriptionReply.
     * @deprecated Use tapewire.SubscriptionReply.$Properties instead.
     */
    interface ISubscriptionReply extends tapewire.SubscriptionReply.$Properties {
    }

    /** Represents a SubscriptionReply. */
    class SubscriptionReply {

        /**
         * Constructs a new SubscriptionReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.SubscriptionReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscriptionReply accepted. */
        accepted: tapewire.Accepted[];

        /** SubscriptionReply refused. */
        refused: tapewire.Refusal[];

        /** SubscriptionReply head. */
        head: tapewire.Position;

        /** SubscriptionReply reset. */
        reset: tapewire.ResetReason;

        /** SubscriptionReply kept. */
        kept: tapewire.Kept;

        /**
         * Encodes the specified SubscriptionReply message. Does not implicitly {@link tapewire.SubscriptionReply.verify|verify} messages.
         * @param message SubscriptionReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.SubscriptionReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscriptionReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.SubscriptionReply & tapewire.SubscriptionReply.$Shape} SubscriptionReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.SubscriptionReply & tapewire.SubscriptionReply.$Shape;
    }

    namespace SubscriptionReply {

        /** Properties of a SubscriptionReply. */
        interface $Properties {

            /** SubscriptionReply accepted */
            accepted?: tapewire.Accepted.$Properties[];

            /** SubscriptionReply refused */
            refused?: tapewire.Refusal.$Properties[];

            /** SubscriptionReply head */
            head?: tapewire.Position.$Properties;

            /** SubscriptionReply reset */
            reset?: tapewire.ResetReason;

            /** SubscriptionReply kept */
            kept?: tapewire.Kept.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscriptionReply. */
        type $Shape = tapewire.SubscriptionReply.$Properties;
    }

    /**
     * Properties of a Kept.
     * @deprecated Use tapewire.Kept.$Properties instead.
     */
    interface IKept extends tapewire.Kept.$Properties {
    }

    /** Represents a Kept. */
    class Kept {

        /**
         * Constructs a new Kept.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Kept.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Kept after. */
        after: number;

        /** Kept since. */
        since: number;

        /**
         * Encodes the specified Kept message. Does not implicitly {@link tapewire.Kept.verify|verify} messages.
         * @param message Kept message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Kept.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Kept message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Kept & tapewire.Kept.$Shape} Kept
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Kept & tapewire.Kept.$Shape;
    }

    namespace Kept {

        /** Properties of a Kept. */
        interface $Properties {

            /** Kept after */
            after?: number;

            /** Kept since */
            since?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Kept. */
        type $Shape = tapewire.Kept.$Properties;
    }

    /**
     * Properties of a TradesReply.
     * @deprecated Use tapewire.TradesReply.$Properties instead.
     */
    interface ITradesReply extends tapewire.TradesReply.$Properties {
    }

    /** Represents a TradesReply. */
    class TradesReply {

        /**
         * Constructs a new TradesReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.TradesReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TradesReply refused. */
        refused: tapewire.Refusal;

        /** TradesReply trades. */
        trades: (Uint8Array|null);

        /**
         * Encodes the specified TradesReply message. Does not implicitly {@link tapewire.TradesReply.verify|verify} messages.
         * @param message TradesReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.TradesReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TradesReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.TradesReply & tapewire.TradesReply.$Shape} TradesReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.TradesReply & tapewire.TradesReply.$Shape;
    }

    namespace TradesReply {

        /** Properties of a TradesReply. */
        interface $Properties {

            /** TradesReply refused */
            refused?: tapewire.Refusal.$Properties;

            /** TradesReply trades */
            trades?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TradesReply. */
        type $Shape = tapewire.TradesReply.$Properties;
    }

    /**
     * Properties of a BarColumns.
     * @deprecated Use tapewire.BarColumns.$Properties instead.
     */
    interface IBarColumns extends tapewire.BarColumns.$Properties {
    }

    /** Represents a BarColumns. */
    class BarColumns {

        /**
         * Constructs a new BarColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.BarColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BarColumns start. */
        start: number[];

        /** BarColumns open. */
        open: number[];

        /** BarColumns high. */
        high: number[];

        /** BarColumns low. */
        low: number[];

        /** BarColumns close. */
        close: number[];

        /** BarColumns volume. */
        volume: number[];

        /** BarColumns trades. */
        trades: number[];

        /**
         * Encodes the specified BarColumns message. Does not implicitly {@link tapewire.BarColumns.verify|verify} messages.
         * @param message BarColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.BarColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BarColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.BarColumns & tapewire.BarColumns.$Shape} BarColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.BarColumns & tapewire.BarColumns.$Shape;
    }

    namespace BarColumns {

        /** Properties of a BarColumns. */
        interface $Properties {

            /** BarColumns start */
            start?: number[];

            /** BarColumns open */
            open?: number[];

            /** BarColumns high */
            high?: number[];

            /** BarColumns low */
            low?: number[];

            /** BarColumns close */
            close?: number[];

            /** BarColumns volume */
            volume?: number[];

            /** BarColumns trades */
            trades?: number[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BarColumns. */
        type $Shape = tapewire.BarColumns.$Properties;
    }

    /**
     * Properties of a Hole.
     * @deprecated Use tapewire.Hole.$Properties instead.
     */
    interface IHole extends tapewire.Hole.$Properties {
    }

    /** Represents a Hole. */
    class Hole {

        /**
         * Constructs a new Hole.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Hole.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Hole begin. */
        begin: number;

        /** Hole end. */
        end: number;

        /**
         * Encodes the specified Hole message. Does not implicitly {@link tapewire.Hole.verify|verify} messages.
         * @param message Hole message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Hole.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Hole message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Hole & tapewire.Hole.$Shape} Hole
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Hole & tapewire.Hole.$Shape;
    }

    namespace Hole {

        /** Properties of a Hole. */
        interface $Properties {

            /** Hole begin */
            begin?: number;

            /** Hole end */
            end?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Hole. */
        type $Shape = tapewire.Hole.$Properties;
    }

    /**
     * Properties of a BarsReply.
     * @deprecated Use tapewire.BarsReply.$Properties instead.
     */
    interface IBarsReply extends tapewire.BarsReply.$Properties {
    }

    /** Represents a BarsReply. */
    class BarsReply {

        /**
         * Constructs a new BarsReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.BarsReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BarsReply refused. */
        refused: tapewire.Refusal;

        /** BarsReply begin. */
        begin: number;

        /** BarsReply bars. */
        bars: tapewire.BarColumns;

        /** BarsReply holes. */
        holes: tapewire.Hole[];

        /** BarsReply end. */
        end: number;

        /** BarsReply at. */
        at: tapewire.Position;

        /**
         * Encodes the specified BarsReply message. Does not implicitly {@link tapewire.BarsReply.verify|verify} messages.
         * @param message BarsReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.BarsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BarsReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.BarsReply & tapewire.BarsReply.$Shape} BarsReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.BarsReply & tapewire.BarsReply.$Shape;
    }

    namespace BarsReply {

        /** Properties of a BarsReply. */
        interface $Properties {

            /** BarsReply refused */
            refused?: tapewire.Refusal.$Properties;

            /** BarsReply begin */
            begin?: number;

            /** BarsReply bars */
            bars?: tapewire.BarColumns.$Properties;

            /** BarsReply holes */
            holes?: tapewire.Hole.$Properties[];

            /** BarsReply end */
            end?: number;

            /** BarsReply at */
            at?: tapewire.Position.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BarsReply. */
        type $Shape = tapewire.BarsReply.$Properties;
    }

    /**
     * Properties of a RefreshReply.
     * @deprecated Use tapewire.RefreshReply.$Properties instead.
     */
    interface IRefreshReply extends tapewire.RefreshReply.$Properties {
    }

    /** Represents a RefreshReply. */
    class RefreshReply {

        /**
         * Constructs a new RefreshReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.RefreshReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RefreshReply refused. */
        refused: tapewire.Refusal;

        /** RefreshReply expiresAt. */
        expiresAt: number;

        /**
         * Encodes the specified RefreshReply message. Does not implicitly {@link tapewire.RefreshReply.verify|verify} messages.
         * @param message RefreshReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.RefreshReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RefreshReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.RefreshReply & tapewire.RefreshReply.$Shape} RefreshReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.RefreshReply & tapewire.RefreshReply.$Shape;
    }

    namespace RefreshReply {

        /** Properties of a RefreshReply. */
        interface $Properties {

            /** RefreshReply refused */
            refused?: tapewire.Refusal.$Properties;

            /** RefreshReply expiresAt */
            expiresAt?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RefreshReply. */
        type $Shape = tapewire.RefreshReply.$Properties;
    }

    /**
     * Properties of an InstrumentsReply.
     * @deprecated Use tapewire.InstrumentsReply.$Properties instead.
     */
    interface IInstrumentsReply extends tapewire.InstrumentsReply.$Properties {
    }

    /** Represents an InstrumentsReply. */
    class InstrumentsReply {

        /**
         * Constructs a new InstrumentsReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.InstrumentsReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InstrumentsReply instruments. */
        instruments: tapewire.Instrument[];

        /** InstrumentsReply refused. */
        refused: tapewire.Refusal;

        /**
         * Encodes the specified InstrumentsReply message. Does not implicitly {@link tapewire.InstrumentsReply.verify|verify} messages.
         * @param message InstrumentsReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.InstrumentsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InstrumentsReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.InstrumentsReply & tapewire.InstrumentsReply.$Shape} InstrumentsReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.InstrumentsReply & tapewire.InstrumentsReply.$Shape;
    }

    namespace InstrumentsReply {

        /** Properties of an InstrumentsReply. */
        interface $Properties {

            /** InstrumentsReply instruments */
            instruments?: tapewire.Instrument.$Properties[];

            /** InstrumentsReply refused */
            refused?: tapewire.Refusal.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InstrumentsReply. */
        type $Shape = tapewire.InstrumentsReply.$Properties;
    }

    /** SourceKind enum. */
    enum SourceKind {

        /** SOURCE_KIND_UNSPECIFIED value */
        SOURCE_KIND_UNSPECIFIED = 0,

        /** SOURCE_KIND_LIVE value */
        SOURCE_KIND_LIVE = 1,

        /** SOURCE_KIND_DELAYED value */
        SOURCE_KIND_DELAYED = 2,

        /** SOURCE_KIND_SIMULATED value */
        SOURCE_KIND_SIMULATED = 3,

        /** SOURCE_KIND_REPLAY value */
        SOURCE_KIND_REPLAY = 4
    }

    /**
     * Properties of a Welcome.
     * @deprecated Use tapewire.Welcome.$Properties instead.
     */
    interface IWelcome extends tapewire.Welcome.$Properties {
    }

    /** Represents a Welcome. */
    class Welcome {

        /**
         * Constructs a new Welcome.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Welcome.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Welcome protocol. */
        protocol: number;

        /** Welcome head. */
        head: tapewire.Position;

        /** Welcome heartbeatMs. */
        heartbeatMs: number;

        /** Welcome source. */
        source: string;

        /** Welcome serverTime. */
        serverTime: number;

        /** Welcome marketTime. */
        marketTime: number;

        /** Welcome speed. */
        speed: number;

        /** Welcome session. */
        session: tapewire.MarketSession;

        /** Welcome server. */
        server: string;

        /** Welcome batchRate. */
        batchRate: number;

        /** Welcome kept. */
        kept: tapewire.Kept;

        /** Welcome behindMs. */
        behindMs: number;

        /** Welcome sourceKind. */
        sourceKind: tapewire.SourceKind;

        /** Welcome delayMs. */
        delayMs: number;

        /** Welcome tokenExpiresAt. */
        tokenExpiresAt: number;

        /** Welcome resumeTicket. */
        resumeTicket: Uint8Array;

        /**
         * Encodes the specified Welcome message. Does not implicitly {@link tapewire.Welcome.verify|verify} messages.
         * @param message Welcome message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Welcome message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Welcome & tapewire.Welcome.$Shape} Welcome
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Welcome & tapewire.Welcome.$Shape;
    }

    namespace Welcome {

        /** Properties of a Welcome. */
        interface $Properties {

            /** Welcome protocol */
            protocol?: number;

            /** Welcome head */
            head?: tapewire.Position.$Properties;

            /** Welcome heartbeatMs */
            heartbeatMs?: number;

            /** Welcome source */
            source?: string;

            /** Welcome serverTime */
            serverTime?: number;

            /** Welcome marketTime */
            marketTime?: number;

            /** Welcome speed */
            speed?: number;

            /** Welcome session */
            session?: tapewire.MarketSession;

            /** Welcome server */
            server?: string;

            /** Welcome batchRate */
            batchRate?: number;

            /** Welcome kept */
            kept?: tapewire.Kept.$Properties;

            /** Welcome behindMs */
            behindMs?: number;

            /** Welcome sourceKind */
            sourceKind?: tapewire.SourceKind;

            /** Welcome delayMs */
            delayMs?: number;

            /** Welcome tokenExpiresAt */
            tokenExpiresAt?: number;

            /** Welcome resumeTicket */
            resumeTicket?: Uint8Array;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Welcome. */
        type $Shape = tapewire.Welcome.$Properties;
    }

    /**
     * Properties of a Snapshot.
     * @deprecated Use tapewire.Snapshot.$Properties instead.
     */
    interface ISnapshot extends tapewire.Snapshot.$Properties {
    }

    /** Represents a Snapshot. */
    class Snapshot {

        /**
         * Constructs a new Snapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Snapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Snapshot states. */
        states: tapewire.SymbolState[];

        /** Snapshot intervalMs. */
        intervalMs: number;

        /** Snapshot at. */
        at: tapewire.Position;

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link tapewire.Snapshot.verify|verify} messages.
         * @param message Snapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Snapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Snapshot & tapewire.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Snapshot & tapewire.Snapshot.$Shape;
    }

    namespace Snapshot {

        /** Properties of a Snapshot. */
        interface $Properties {

            /** Snapshot states */
            states?: tapewire.SymbolState.$Properties[];

            /** Snapshot intervalMs */
            intervalMs?: number;

            /** Snapshot at */
            at?: tapewire.Position.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Snapshot. */
        type $Shape = tapewire.Snapshot.$Properties;
    }

    /**
     * Properties of a QuoteColumns.
     * @deprecated Use tapewire.QuoteColumns.$Properties instead.
     */
    interface IQuoteColumns extends tapewire.QuoteColumns.$Properties {
    }

    /** Represents a QuoteColumns. */
    class QuoteColumns {

        /**
         * Constructs a new QuoteColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.QuoteColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** QuoteColumns id. */
        id: number[];

        /** QuoteColumns time. */
        time: number[];

        /** QuoteColumns bid. */
        bid: number[];

        /** QuoteColumns spread. */
        spread: number[];

        /** QuoteColumns bidSize. */
        bidSize: number[];

        /** QuoteColumns askSize. */
        askSize: number[];

        /** QuoteColumns merged. */
        merged: number[];

        /**
         * Encodes the specified QuoteColumns message. Does not implicitly {@link tapewire.QuoteColumns.verify|verify} messages.
         * @param message QuoteColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.QuoteColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a QuoteColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.QuoteColumns & tapewire.QuoteColumns.$Shape} QuoteColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.QuoteColumns & tapewire.QuoteColumns.$Shape;
    }

    namespace QuoteColumns {

        /** Properties of a QuoteColumns. */
        interface $Properties {

            /** QuoteColumns id */
            id?: number[];

            /** QuoteColumns time */
            time?: number[];

            /** QuoteColumns bid */
            bid?: number[];

            /** QuoteColumns spread */
            spread?: number[];

            /** QuoteColumns bidSize */
            bidSize?: number[];

            /** QuoteColumns askSize */
            askSize?: number[];

            /** QuoteColumns merged */
            merged?: number[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a QuoteColumns. */
        type $Shape = tapewire.QuoteColumns.$Properties;
    }

    /**
     * Properties of a SaleColumns.
     * @deprecated Use tapewire.SaleColumns.$Properties instead.
     */
    interface ISaleColumns extends tapewire.SaleColumns.$Properties {
    }

    /** Represents a SaleColumns. */
    class SaleColumns {

        /**
         * Constructs a new SaleColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.SaleColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SaleColumns id. */
        id: number[];

        /** SaleColumns time. */
        time: number[];

        /** SaleColumns last. */
        last: number[];

        /** SaleColumns size. */
        size: number[];

        /** SaleColumns mergedRow. */
        mergedRow: number[];

        /** SaleColumns merged. */
        merged: number[];

        /** SaleColumns first. */
        first: number[];

        /** SaleColumns high. */
        high: number[];

        /** SaleColumns low. */
        low: number[];

        /** SaleColumns volume. */
        volume: number[];

        /**
         * Encodes the specified SaleColumns message. Does not implicitly {@link tapewire.SaleColumns.verify|verify} messages.
         * @param message SaleColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.SaleColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SaleColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.SaleColumns & tapewire.SaleColumns.$Shape} SaleColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.SaleColumns & tapewire.SaleColumns.$Shape;
    }

    namespace SaleColumns {

        /** Properties of a SaleColumns. */
        interface $Properties {

            /** SaleColumns id */
            id?: number[];

            /** SaleColumns time */
            time?: number[];

            /** SaleColumns last */
            last?: number[];

            /** SaleColumns size */
            size?: number[];

            /** SaleColumns mergedRow */
            mergedRow?: number[];

            /** SaleColumns merged */
            merged?: number[];

            /** SaleColumns first */
            first?: number[];

            /** SaleColumns high */
            high?: number[];

            /** SaleColumns low */
            low?: number[];

            /** SaleColumns volume */
            volume?: number[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SaleColumns. */
        type $Shape = tapewire.SaleColumns.$Properties;
    }

    /**
     * Properties of a TapeColumns.
     * @deprecated Use tapewire.TapeColumns.$Properties instead.
     */
    interface ITapeColumns extends tapewire.TapeColumns.$Properties {
    }

    /** Represents a TapeColumns. */
    class TapeColumns {

        /**
         * Constructs a new TapeColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.TapeColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TapeColumns sequence. */
        sequence: number[];

        /** TapeColumns id. */
        id: number[];

        /** TapeColumns time. */
        time: number[];

        /** TapeColumns price. */
        price: number[];

        /** TapeColumns size. */
        size: number[];

        /** TapeColumns conditions. */
        conditions: number[];

        /** TapeColumns exchanges. */
        exchanges: string[];

        /** TapeColumns exchange. */
        exchange: number[];

        /**
         * Encodes the specified TapeColumns message. Does not implicitly {@link tapewire.TapeColumns.verify|verify} messages.
         * @param message TapeColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.TapeColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TapeColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.TapeColumns & tapewire.TapeColumns.$Shape} TapeColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.TapeColumns & tapewire.TapeColumns.$Shape;
    }

    namespace TapeColumns {

        /** Properties of a TapeColumns. */
        interface $Properties {

            /** TapeColumns sequence */
            sequence?: number[];

            /** TapeColumns id */
            id?: number[];

            /** TapeColumns time */
            time?: number[];

            /** TapeColumns price */
            price?: number[];

            /** TapeColumns size */
            size?: number[];

            /** TapeColumns conditions */
            conditions?: number[];

            /** TapeColumns exchanges */
            exchanges?: string[];

            /** TapeColumns exchange */
            exchange?: number[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TapeColumns. */
        type $Shape = tapewire.TapeColumns.$Properties;
    }

    /** CorrectionKind enum. */
    enum CorrectionKind {

        /** CORRECTION_KIND_UNSPECIFIED value */
        CORRECTION_KIND_UNSPECIFIED = 0,

        /** CORRECTION_KIND_CANCEL value */
        CORRECTION_KIND_CANCEL = 1,

        /** CORRECTION_KIND_REPLACE value */
        CORRECTION_KIND_REPLACE = 2
    }

    /**
     * Properties of a CorrectionColumns.
     * @deprecated Use tapewire.CorrectionColumns.$Properties instead.
     */
    interface ICorrectionColumns extends tapewire.CorrectionColumns.$Properties {
    }

    /** Represents a CorrectionColumns. */
    class CorrectionColumns {

        /**
         * Constructs a new CorrectionColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.CorrectionColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CorrectionColumns sequence. */
        sequence: number[];

        /** CorrectionColumns id. */
        id: number[];

        /** CorrectionColumns time. */
        time: number[];

        /** CorrectionColumns kind. */
        kind: tapewire.CorrectionKind[];

        /** CorrectionColumns trade. */
        trade: number[];

        /** CorrectionColumns price. */
        price: number[];

        /** CorrectionColumns size. */
        size: number[];

        /** CorrectionColumns summary. */
        summary: tapewire.TradeSummary[];

        /**
         * Encodes the specified CorrectionColumns message. Does not implicitly {@link tapewire.CorrectionColumns.verify|verify} messages.
         * @param message CorrectionColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.CorrectionColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CorrectionColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.CorrectionColumns & tapewire.CorrectionColumns.$Shape} CorrectionColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.CorrectionColumns & tapewire.CorrectionColumns.$Shape;
    }

    namespace CorrectionColumns {

        /** Properties of a CorrectionColumns. */
        interface $Properties {

            /** CorrectionColumns sequence */
            sequence?: number[];

            /** CorrectionColumns id */
            id?: number[];

            /** CorrectionColumns time */
            time?: number[];

            /** CorrectionColumns kind */
            kind?: tapewire.CorrectionKind[];

            /** CorrectionColumns trade */
            trade?: number[];

            /** CorrectionColumns price */
            price?: number[];

            /** CorrectionColumns size */
            size?: number[];

            /** CorrectionColumns summary */
            summary?: tapewire.TradeSummary.$Properties[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CorrectionColumns. */
        type $Shape = tapewire.CorrectionColumns.$Properties;
    }

    /**
     * Properties of a StatusColumns.
     * @deprecated Use tapewire.StatusColumns.$Properties instead.
     */
    interface IStatusColumns extends tapewire.StatusColumns.$Properties {
    }

    /** Represents a StatusColumns. */
    class StatusColumns {

        /**
         * Constructs a new StatusColumns.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.StatusColumns.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StatusColumns id. */
        id: number[];

        /** StatusColumns time. */
        time: number[];

        /** StatusColumns session. */
        session: tapewire.MarketSession[];

        /** StatusColumns reason. */
        reason: tapewire.StatusReason[];

        /** StatusColumns dayRow. */
        dayRow: number[];

        /** StatusColumns reference. */
        reference: number[];

        /** StatusColumns merged. */
        merged: number[];

        /**
         * Encodes the specified StatusColumns message. Does not implicitly {@link tapewire.StatusColumns.verify|verify} messages.
         * @param message StatusColumns message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.StatusColumns.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StatusColumns message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.StatusColumns & tapewire.StatusColumns.$Shape} StatusColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.StatusColumns & tapewire.StatusColumns.$Shape;
    }

    namespace StatusColumns {

        /** Properties of a StatusColumns. */
        interface $Properties {

            /** StatusColumns id */
            id?: number[];

            /** StatusColumns time */
            time?: number[];

            /** StatusColumns session */
            session?: tapewire.MarketSession[];

            /** StatusColumns reason */
            reason?: tapewire.StatusReason[];

            /** StatusColumns dayRow */
            dayRow?: number[];

            /** StatusColumns reference */
            reference?: number[];

            /** StatusColumns merged */
            merged?: number[];

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StatusColumns. */
        type $Shape = tapewire.StatusColumns.$Properties;
    }

    /**
     * Properties of a Batch.
     * @deprecated Use tapewire.Batch.$Properties instead.
     */
    interface IBatch extends tapewire.Batch.$Properties {
    }

    /** Represents a Batch. */
    class Batch {

        /**
         * Constructs a new Batch.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Batch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Batch epoch. */
        epoch: number;

        /** Batch after. */
        after: number;

        /** Batch time. */
        time: number;

        /** Batch quotes. */
        quotes: tapewire.QuoteColumns;

        /** Batch sales. */
        sales: tapewire.SaleColumns;

        /** Batch tape. */
        tape: tapewire.TapeColumns;

        /** Batch statuses. */
        statuses: tapewire.StatusColumns;

        /** Batch corrections. */
        corrections: tapewire.CorrectionColumns;

        /** Batch intervalMs. */
        intervalMs: number;

        /** Batch tapeSkipped. */
        tapeSkipped: number;

        /** Batch through. */
        through: number;

        /**
         * Encodes the specified Batch message. Does not implicitly {@link tapewire.Batch.verify|verify} messages.
         * @param message Batch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Batch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Batch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Batch & tapewire.Batch.$Shape} Batch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Batch & tapewire.Batch.$Shape;
    }

    namespace Batch {

        /** Properties of a Batch. */
        interface $Properties {

            /** Batch epoch */
            epoch?: number;

            /** Batch after */
            after?: number;

            /** Batch time */
            time?: number;

            /** Batch quotes */
            quotes?: tapewire.QuoteColumns.$Properties;

            /** Batch sales */
            sales?: tapewire.SaleColumns.$Properties;

            /** Batch tape */
            tape?: tapewire.TapeColumns.$Properties;

            /** Batch statuses */
            statuses?: tapewire.StatusColumns.$Properties;

            /** Batch corrections */
            corrections?: tapewire.CorrectionColumns.$Properties;

            /** Batch intervalMs */
            intervalMs?: number;

            /** Batch tapeSkipped */
            tapeSkipped?: number;

            /** Batch through */
            through?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Batch. */
        type $Shape = tapewire.Batch.$Properties;
    }

    /**
     * Properties of a Heartbeat.
     * @deprecated Use tapewire.Heartbeat.$Properties instead.
     */
    interface IHeartbeat extends tapewire.Heartbeat.$Properties {
    }

    /** Represents a Heartbeat. */
    class Heartbeat {

        /**
         * Constructs a new Heartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Heartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Heartbeat epoch. */
        epoch: number;

        /** Heartbeat after. */
        after: number;

        /** Heartbeat through. */
        through: number;

        /** Heartbeat head. */
        head: number;

        /** Heartbeat serverTime. */
        serverTime: number;

        /** Heartbeat marketTime. */
        marketTime: number;

        /** Heartbeat session. */
        session: tapewire.MarketSession;

        /** Heartbeat intervalMs. */
        intervalMs: number;

        /** Heartbeat symbols. */
        symbols: number;

        /** Heartbeat digest. */
        digest: number;

        /** Heartbeat behindMs. */
        behindMs: number;

        /** Heartbeat speed. */
        speed: (number|null);

        /**
         * Encodes the specified Heartbeat message. Does not implicitly {@link tapewire.Heartbeat.verify|verify} messages.
         * @param message Heartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Heartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Heartbeat & tapewire.Heartbeat.$Shape} Heartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Heartbeat & tapewire.Heartbeat.$Shape;
    }

    namespace Heartbeat {

        /** Properties of a Heartbeat. */
        interface $Properties {

            /** Heartbeat epoch */
            epoch?: number;

            /** Heartbeat after */
            after?: number;

            /** Heartbeat through */
            through?: number;

            /** Heartbeat head */
            head?: number;

            /** Heartbeat serverTime */
            serverTime?: number;

            /** Heartbeat marketTime */
            marketTime?: number;

            /** Heartbeat session */
            session?: tapewire.MarketSession;

            /** Heartbeat intervalMs */
            intervalMs?: number;

            /** Heartbeat symbols */
            symbols?: number;

            /** Heartbeat digest */
            digest?: number;

            /** Heartbeat behindMs */
            behindMs?: number;

            /** Heartbeat speed */
            speed?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Heartbeat. */
        type $Shape = tapewire.Heartbeat.$Properties;
    }

    /**
     * Properties of a Drain.
     * @deprecated Use tapewire.Drain.$Properties instead.
     */
    interface IDrain extends tapewire.Drain.$Properties {
    }

    /** Represents a Drain. */
    class Drain {

        /**
         * Constructs a new Drain.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Drain.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Drain url. */
        url: string;

        /** Drain reconnectAfterMs. */
        reconnectAfterMs: number;

        /** Drain closeAfterMs. */
        closeAfterMs: number;

        /**
         * Encodes the specified Drain message. Does not implicitly {@link tapewire.Drain.verify|verify} messages.
         * @param message Drain message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Drain message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Drain & tapewire.Drain.$Shape} Drain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Drain & tapewire.Drain.$Shape;
    }

    namespace Drain {

        /** Properties of a Drain. */
        interface $Properties {

            /** Drain url */
            url?: string;

            /** Drain reconnectAfterMs */
            reconnectAfterMs?: number;

            /** Drain closeAfterMs */
            closeAfterMs?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Drain. */
        type $Shape = tapewire.Drain.$Properties;
    }

    /** CloseCode enum. */
    enum CloseCode {

        /** CLOSE_CODE_UNSPECIFIED value */
        CLOSE_CODE_UNSPECIFIED = 0,

        /** CLOSE_CODE_SHUTTING_DOWN value */
        CLOSE_CODE_SHUTTING_DOWN = 4000,

        /** CLOSE_CODE_FELL_BEHIND value */
        CLOSE_CODE_FELL_BEHIND = 4001,

        /** CLOSE_CODE_SOURCE_FAILED value */
        CLOSE_CODE_SOURCE_FAILED = 4002,

        /** CLOSE_CODE_NOT_READING value */
        CLOSE_CODE_NOT_READING = 4003,

        /** CLOSE_CODE_DRAINED value */
        CLOSE_CODE_DRAINED = 4004,

        /** CLOSE_CODE_UNSUPPORTED_PROTOCOL value */
        CLOSE_CODE_UNSUPPORTED_PROTOCOL = 4500,

        /** CLOSE_CODE_TOO_MANY_BAD_FRAMES value */
        CLOSE_CODE_TOO_MANY_BAD_FRAMES = 4501,

        /** CLOSE_CODE_BAD_TOKEN value */
        CLOSE_CODE_BAD_TOKEN = 4502
    }

    /**
     * Properties of a Close.
     * @deprecated Use tapewire.Close.$Properties instead.
     */
    interface IClose extends tapewire.Close.$Properties {
    }

    /** Represents a Close. */
    class Close {

        /**
         * Constructs a new Close.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Close.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Close code. */
        code: tapewire.CloseCode;

        /** Close message. */
        message: string;

        /** Close retryAfterMs. */
        retryAfterMs: number;

        /**
         * Encodes the specified Close message. Does not implicitly {@link tapewire.Close.verify|verify} messages.
         * @param message Close message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Close.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Close message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Close & tapewire.Close.$Shape} Close
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Close & tapewire.Close.$Shape;
    }

    namespace Close {

        /** Properties of a Close. */
        interface $Properties {

            /** Close code */
            code?: tapewire.CloseCode;

            /** Close message */
            message?: string;

            /** Close retryAfterMs */
            retryAfterMs?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Close. */
        type $Shape = tapewire.Close.$Properties;
    }

    /** MarketSession enum. */
    enum MarketSession {

        /** MARKET_SESSION_UNSPECIFIED value */
        MARKET_SESSION_UNSPECIFIED = 0,

        /** MARKET_SESSION_CLOSED value */
        MARKET_SESSION_CLOSED = 1,

        /** MARKET_SESSION_PRE_MARKET value */
        MARKET_SESSION_PRE_MARKET = 2,

        /** MARKET_SESSION_OPEN value */
        MARKET_SESSION_OPEN = 3,

        /** MARKET_SESSION_AFTER_HOURS value */
        MARKET_SESSION_AFTER_HOURS = 4,

        /** MARKET_SESSION_OPENING_AUCTION value */
        MARKET_SESSION_OPENING_AUCTION = 5,

        /** MARKET_SESSION_CLOSING_AUCTION value */
        MARKET_SESSION_CLOSING_AUCTION = 6,

        /** MARKET_SESSION_HALTED value */
        MARKET_SESSION_HALTED = 7,

        /** MARKET_SESSION_PAUSED value */
        MARKET_SESSION_PAUSED = 8
    }

    /** StatusReason enum. */
    enum StatusReason {

        /** STATUS_REASON_UNSPECIFIED value */
        STATUS_REASON_UNSPECIFIED = 0,

        /** STATUS_REASON_SCHEDULE value */
        STATUS_REASON_SCHEDULE = 1,

        /** STATUS_REASON_NEWS_PENDING value */
        STATUS_REASON_NEWS_PENDING = 2,

        /** STATUS_REASON_NEWS_RELEASED value */
        STATUS_REASON_NEWS_RELEASED = 3,

        /** STATUS_REASON_REGULATORY value */
        STATUS_REASON_REGULATORY = 4,

        /** STATUS_REASON_TECHNICAL value */
        STATUS_REASON_TECHNICAL = 5,

        /** STATUS_REASON_LIMIT_UP value */
        STATUS_REASON_LIMIT_UP = 6,

        /** STATUS_REASON_LIMIT_DOWN value */
        STATUS_REASON_LIMIT_DOWN = 7,

        /** STATUS_REASON_RESUMED value */
        STATUS_REASON_RESUMED = 8,

        /** STATUS_REASON_SPLIT value */
        STATUS_REASON_SPLIT = 9,

        /** STATUS_REASON_DIVIDEND value */
        STATUS_REASON_DIVIDEND = 10
    }

    /** TradeCondition enum. */
    enum TradeCondition {

        /** TRADE_CONDITION_UNSPECIFIED value */
        TRADE_CONDITION_UNSPECIFIED = 0,

        /** TRADE_CONDITION_ODD_LOT value */
        TRADE_CONDITION_ODD_LOT = 1,

        /** TRADE_CONDITION_EXTENDED_HOURS value */
        TRADE_CONDITION_EXTENDED_HOURS = 2,

        /** TRADE_CONDITION_OPENING value */
        TRADE_CONDITION_OPENING = 3,

        /** TRADE_CONDITION_CLOSING value */
        TRADE_CONDITION_CLOSING = 4,

        /** TRADE_CONDITION_INTERMARKET_SWEEP value */
        TRADE_CONDITION_INTERMARKET_SWEEP = 5,

        /** TRADE_CONDITION_CROSS value */
        TRADE_CONDITION_CROSS = 6,

        /** TRADE_CONDITION_AVERAGE_PRICE value */
        TRADE_CONDITION_AVERAGE_PRICE = 7,

        /** TRADE_CONDITION_DERIVATIVELY_PRICED value */
        TRADE_CONDITION_DERIVATIVELY_PRICED = 8,

        /** TRADE_CONDITION_PRIOR_REFERENCE_PRICE value */
        TRADE_CONDITION_PRIOR_REFERENCE_PRICE = 9,

        /** TRADE_CONDITION_OUT_OF_SEQUENCE value */
        TRADE_CONDITION_OUT_OF_SEQUENCE = 10,

        /** TRADE_CONDITION_CONTINGENT value */
        TRADE_CONDITION_CONTINGENT = 11,

        /** TRADE_CONDITION_NON_REGULAR_SETTLEMENT value */
        TRADE_CONDITION_NON_REGULAR_SETTLEMENT = 12,

        /** TRADE_CONDITION_OFFICIAL_OPEN value */
        TRADE_CONDITION_OFFICIAL_OPEN = 13,

        /** TRADE_CONDITION_OFFICIAL_CLOSE value */
        TRADE_CONDITION_OFFICIAL_CLOSE = 14
    }

    /**
     * Properties of an Instrument.
     * @deprecated Use tapewire.Instrument.$Properties instead.
     */
    interface IInstrument extends tapewire.Instrument.$Properties {
    }

    /** Represents an Instrument. */
    class Instrument {

        /**
         * Constructs a new Instrument.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Instrument.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Instrument id. */
        id: number;

        /** Instrument symbol. */
        symbol: string;

        /** Instrument name. */
        name: string;

        /** Instrument sector. */
        sector: string;

        /** Instrument currency. */
        currency: string;

        /** Instrument decimals. */
        decimals: number;

        /** Instrument sizeDecimals. */
        sizeDecimals: number;

        /** Instrument exchange. */
        exchange: string;

        /** Instrument isin. */
        isin: string;

        /** Instrument figi. */
        figi: string;

        /** Instrument marketCap. */
        marketCap: number;

        /**
         * Encodes the specified Instrument message. Does not implicitly {@link tapewire.Instrument.verify|verify} messages.
         * @param message Instrument message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Instrument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Instrument message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Instrument & tapewire.Instrument.$Shape} Instrument
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Instrument & tapewire.Instrument.$Shape;
    }

    namespace Instrument {

        /** Properties of an Instrument. */
        interface $Properties {

            /** Instrument id */
            id?: number;

            /** Instrument symbol */
            symbol?: string;

            /** Instrument name */
            name?: string;

            /** Instrument sector */
            sector?: string;

            /** Instrument currency */
            currency?: string;

            /** Instrument decimals */
            decimals?: number;

            /** Instrument sizeDecimals */
            sizeDecimals?: number;

            /** Instrument exchange */
            exchange?: string;

            /** Instrument isin */
            isin?: string;

            /** Instrument figi */
            figi?: string;

            /** Instrument marketCap */
            marketCap?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Instrument. */
        type $Shape = tapewire.Instrument.$Properties;
    }

    /**
     * Properties of a Quote.
     * @deprecated Use tapewire.Quote.$Properties instead.
     */
    interface IQuote extends tapewire.Quote.$Properties {
    }

    /** Represents a Quote. */
    class Quote {

        /**
         * Constructs a new Quote.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.Quote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Quote time. */
        time: number;

        /** Quote bid. */
        bid: number;

        /** Quote bidSize. */
        bidSize: number;

        /** Quote ask. */
        ask: number;

        /** Quote askSize. */
        askSize: number;

        /**
         * Encodes the specified Quote message. Does not implicitly {@link tapewire.Quote.verify|verify} messages.
         * @param message Quote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Quote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.Quote & tapewire.Quote.$Shape} Quote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.Quote & tapewire.Quote.$Shape;
    }

    namespace Quote {

        /** Properties of a Quote. */
        interface $Properties {

            /** Quote time */
            time?: number;

            /** Quote bid */
            bid?: number;

            /** Quote bidSize */
            bidSize?: number;

            /** Quote ask */
            ask?: number;

            /** Quote askSize */
            askSize?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Quote. */
        type $Shape = tapewire.Quote.$Properties;
    }

    /**
     * Properties of a TradingStatus.
     * @deprecated Use tapewire.TradingStatus.$Properties instead.
     */
    interface ITradingStatus extends tapewire.TradingStatus.$Properties {
    }

    /** Represents a TradingStatus. */
    class TradingStatus {

        /**
         * Constructs a new TradingStatus.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.TradingStatus.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TradingStatus time. */
        time: number;

        /** TradingStatus session. */
        session: tapewire.MarketSession;

        /** TradingStatus reason. */
        reason: tapewire.StatusReason;

        /**
         * Encodes the specified TradingStatus message. Does not implicitly {@link tapewire.TradingStatus.verify|verify} messages.
         * @param message TradingStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.TradingStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TradingStatus message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.TradingStatus & tapewire.TradingStatus.$Shape} TradingStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.TradingStatus & tapewire.TradingStatus.$Shape;
    }

    namespace TradingStatus {

        /** Properties of a TradingStatus. */
        interface $Properties {

            /** TradingStatus time */
            time?: number;

            /** TradingStatus session */
            session?: tapewire.MarketSession;

            /** TradingStatus reason */
            reason?: tapewire.StatusReason;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TradingStatus. */
        type $Shape = tapewire.TradingStatus.$Properties;
    }

    /**
     * Properties of a TradeSummary.
     * @deprecated Use tapewire.TradeSummary.$Properties instead.
     */
    interface ITradeSummary extends tapewire.TradeSummary.$Properties {
    }

    /** Represents a TradeSummary. */
    class TradeSummary {

        /**
         * Constructs a new TradeSummary.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.TradeSummary.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TradeSummary time. */
        time: number;

        /** TradeSummary last. */
        last: number;

        /** TradeSummary size. */
        size: number;

        /** TradeSummary open. */
        open: number;

        /** TradeSummary high. */
        high: number;

        /** TradeSummary low. */
        low: number;

        /** TradeSummary volume. */
        volume: number;

        /** TradeSummary count. */
        count: number;

        /**
         * Encodes the specified TradeSummary message. Does not implicitly {@link tapewire.TradeSummary.verify|verify} messages.
         * @param message TradeSummary message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.TradeSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TradeSummary message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.TradeSummary & tapewire.TradeSummary.$Shape} TradeSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.TradeSummary & tapewire.TradeSummary.$Shape;
    }

    namespace TradeSummary {

        /** Properties of a TradeSummary. */
        interface $Properties {

            /** TradeSummary time */
            time?: number;

            /** TradeSummary last */
            last?: number;

            /** TradeSummary size */
            size?: number;

            /** TradeSummary open */
            open?: number;

            /** TradeSummary high */
            high?: number;

            /** TradeSummary low */
            low?: number;

            /** TradeSummary volume */
            volume?: number;

            /** TradeSummary count */
            count?: number;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TradeSummary. */
        type $Shape = tapewire.TradeSummary.$Properties;
    }

    /**
     * Properties of a SymbolState.
     * @deprecated Use tapewire.SymbolState.$Properties instead.
     */
    interface ISymbolState extends tapewire.SymbolState.$Properties {
    }

    /** Represents a SymbolState. */
    class SymbolState {

        /**
         * Constructs a new SymbolState.
         * @param [properties] Properties to set
         */
        constructor(properties?: tapewire.SymbolState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SymbolState id. */
        id: number;

        /** SymbolState reference. */
        reference: (number|null);

        /** SymbolState quote. */
        quote: tapewire.Quote;

        /** SymbolState trades. */
        trades: tapewire.TradeSummary;

        /** SymbolState status. */
        status: tapewire.TradingStatus;

        /**
         * Encodes the specified SymbolState message. Does not implicitly {@link tapewire.SymbolState.verify|verify} messages.
         * @param message SymbolState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: tapewire.SymbolState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SymbolState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {tapewire.SymbolState & tapewire.SymbolState.$Shape} SymbolState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): tapewire.SymbolState & tapewire.SymbolState.$Shape;
    }

    namespace SymbolState {

        /** Properties of a SymbolState. */
        interface $Properties {

            /** SymbolState id */
            id?: number;

            /** SymbolState reference */
            reference?: (number|null);

            /** SymbolState quote */
            quote?: tapewire.Quote.$Properties;

            /** SymbolState trades */
            trades?: tapewire.TradeSummary.$Properties;

            /** SymbolState status */
            status?: tapewire.TradingStatus.$Properties;

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SymbolState. */
        type $Shape = tapewire.SymbolState.$Properties;
    }
}
