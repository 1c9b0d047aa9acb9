/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["tapewire-feed"] || ($protobuf.roots["tapewire-feed"] = {});

export const tapewire = $root.tapewire = (() => {

    /**
     * Namespace tapewire.
     * @exports tapewire
     * @namespace
     */
    const tapewire = {};

    tapewire.Position = (function() {

        /**
         * Properties of a Position.
         * @typedef {Object} tapewire.Position.$Properties
         * @property {number} [epoch] Position epoch
         * @property {number} [sequence] Position sequence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Position.
         * @memberof tapewire
         * @interface IPosition
         * @augments tapewire.Position.$Properties
         * @deprecated Use tapewire.Position.$Properties instead.
         */

        /**
         * Shape of a Position.
         * @typedef {tapewire.Position.$Properties} tapewire.Position.$Shape
         */

        /**
         * Constructs a new Position.
         * @memberof tapewire
         * @classdesc Represents a Position.
         * @constructor
         * @param {tapewire.Position.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Position = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Position epoch.
         * @member {number} epoch
         * @memberof tapewire.Position
         * @instance
         */
        Position.prototype.epoch = 0;

        /**
         * Position sequence.
         * @member {number} sequence
         * @memberof tapewire.Position
         * @instance
         */
        Position.prototype.sequence = 0;

        /**
         * Encodes the specified Position message. Does not implicitly {@link tapewire.Position.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Position
         * @static
         * @param {tapewire.Position.$Properties} message Position message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Position.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.epoch);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && !$Object.is(message.sequence, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.sequence);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Position message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Position
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Position & tapewire.Position.$Shape} Position
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Position.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Position();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        if (value = reader.fixed32())
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Position;
    })();

    /**
     * Mode enum.
     * @name tapewire.Mode
     * @enum {number}
     * @property {number} MODE_UNSPECIFIED=0 MODE_UNSPECIFIED value
     * @property {number} MODE_BOARD=1 MODE_BOARD value
     * @property {number} MODE_TAPE=2 MODE_TAPE value
     */
    tapewire.Mode = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "MODE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "MODE_BOARD"] = 1;
        values[valuesById[2] = "MODE_TAPE"] = 2;
        return values;
    })();

    tapewire.Subscription = (function() {

        /**
         * Properties of a Subscription.
         * @typedef {Object} tapewire.Subscription.$Properties
         * @property {string} [symbol] Subscription symbol
         * @property {tapewire.Mode} [mode] Subscription mode
         * @property {number} [intervalMs] Subscription intervalMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Subscription.
         * @memberof tapewire
         * @interface ISubscription
         * @augments tapewire.Subscription.$Properties
         * @deprecated Use tapewire.Subscription.$Properties instead.
         */

        /**
         * Shape of a Subscription.
         * @typedef {tapewire.Subscription.$Properties} tapewire.Subscription.$Shape
         */

        /**
         * Constructs a new Subscription.
         * @memberof tapewire
         * @classdesc Represents a Subscription.
         * @constructor
         * @param {tapewire.Subscription.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Subscription = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Subscription symbol.
         * @member {string} symbol
         * @memberof tapewire.Subscription
         * @instance
         */
        Subscription.prototype.symbol = "";

        /**
         * Subscription mode.
         * @member {tapewire.Mode} mode
         * @memberof tapewire.Subscription
         * @instance
         */
        Subscription.prototype.mode = 0;

        /**
         * Subscription intervalMs.
         * @member {number} intervalMs
         * @memberof tapewire.Subscription
         * @instance
         */
        Subscription.prototype.intervalMs = 0;

        /**
         * Encodes the specified Subscription message. Does not implicitly {@link tapewire.Subscription.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Subscription
         * @static
         * @param {tapewire.Subscription.$Properties} message Subscription message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Subscription.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.mode);
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.intervalMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Subscription message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Subscription
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Subscription & tapewire.Subscription.$Shape} Subscription
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Subscription.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Subscription();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.mode = value;
                        else
                            delete message.mode;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Subscription;
    })();

    tapewire.LanePosition = (function() {

        /**
         * Properties of a LanePosition.
         * @typedef {Object} tapewire.LanePosition.$Properties
         * @property {number} [intervalMs] LanePosition intervalMs
         * @property {number} [sequence] LanePosition sequence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a LanePosition.
         * @memberof tapewire
         * @interface ILanePosition
         * @augments tapewire.LanePosition.$Properties
         * @deprecated Use tapewire.LanePosition.$Properties instead.
         */

        /**
         * Shape of a LanePosition.
         * @typedef {tapewire.LanePosition.$Properties} tapewire.LanePosition.$Shape
         */

        /**
         * Constructs a new LanePosition.
         * @memberof tapewire
         * @classdesc Represents a LanePosition.
         * @constructor
         * @param {tapewire.LanePosition.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const LanePosition = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * LanePosition intervalMs.
         * @member {number} intervalMs
         * @memberof tapewire.LanePosition
         * @instance
         */
        LanePosition.prototype.intervalMs = 0;

        /**
         * LanePosition sequence.
         * @member {number} sequence
         * @memberof tapewire.LanePosition
         * @instance
         */
        LanePosition.prototype.sequence = 0;

        /**
         * Encodes the specified LanePosition message. Does not implicitly {@link tapewire.LanePosition.verify|verify} messages.
         * @function encode
         * @memberof tapewire.LanePosition
         * @static
         * @param {tapewire.LanePosition.$Properties} message LanePosition message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        LanePosition.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.intervalMs);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && !$Object.is(message.sequence, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.sequence);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a LanePosition message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.LanePosition
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.LanePosition & tapewire.LanePosition.$Shape} LanePosition
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        LanePosition.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.LanePosition();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return LanePosition;
    })();

    tapewire.SubscribeRequest = (function() {

        /**
         * Properties of a SubscribeRequest.
         * @typedef {Object} tapewire.SubscribeRequest.$Properties
         * @property {Array.<tapewire.Subscription.$Properties>} [subscriptions] SubscribeRequest subscriptions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SubscribeRequest.
         * @memberof tapewire
         * @interface ISubscribeRequest
         * @augments tapewire.SubscribeRequest.$Properties
         * @deprecated Use tapewire.SubscribeRequest.$Properties instead.
         */

        /**
         * Shape of a SubscribeRequest.
         * @typedef {tapewire.SubscribeRequest.$Properties} tapewire.SubscribeRequest.$Shape
         */

        /**
         * Constructs a new SubscribeRequest.
         * @memberof tapewire
         * @classdesc Represents a SubscribeRequest.
         * @constructor
         * @param {tapewire.SubscribeRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SubscribeRequest = function (properties) {
            this.subscriptions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SubscribeRequest subscriptions.
         * @member {Array.<tapewire.Subscription>} subscriptions
         * @memberof tapewire.SubscribeRequest
         * @instance
         */
        SubscribeRequest.prototype.subscriptions = $util.emptyArray;

        /**
         * Encodes the specified SubscribeRequest message. Does not implicitly {@link tapewire.SubscribeRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.SubscribeRequest
         * @static
         * @param {tapewire.SubscribeRequest.$Properties} message SubscribeRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SubscribeRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.subscriptions != null && message.subscriptions.length)
                for (let i = 0; i < message.subscriptions.length; ++i)
                    $root.tapewire.Subscription.encode(message.subscriptions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SubscribeRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.SubscribeRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.SubscribeRequest & tapewire.SubscribeRequest.$Shape} SubscribeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SubscribeRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.SubscribeRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.subscriptions && message.subscriptions.length))
                            message.subscriptions = [];
                        message.subscriptions.push($root.tapewire.Subscription.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SubscribeRequest;
    })();

    tapewire.UnsubscribeRequest = (function() {

        /**
         * Properties of an UnsubscribeRequest.
         * @typedef {Object} tapewire.UnsubscribeRequest.$Properties
         * @property {Array.<tapewire.Subscription.$Properties>} [subscriptions] UnsubscribeRequest subscriptions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an UnsubscribeRequest.
         * @memberof tapewire
         * @interface IUnsubscribeRequest
         * @augments tapewire.UnsubscribeRequest.$Properties
         * @deprecated Use tapewire.UnsubscribeRequest.$Properties instead.
         */

        /**
         * Shape of an UnsubscribeRequest.
         * @typedef {tapewire.UnsubscribeRequest.$Properties} tapewire.UnsubscribeRequest.$Shape
         */

        /**
         * Constructs a new UnsubscribeRequest.
         * @memberof tapewire
         * @classdesc Represents an UnsubscribeRequest.
         * @constructor
         * @param {tapewire.UnsubscribeRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const UnsubscribeRequest = function (properties) {
            this.subscriptions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * UnsubscribeRequest subscriptions.
         * @member {Array.<tapewire.Subscription>} subscriptions
         * @memberof tapewire.UnsubscribeRequest
         * @instance
         */
        UnsubscribeRequest.prototype.subscriptions = $util.emptyArray;

        /**
         * Encodes the specified UnsubscribeRequest message. Does not implicitly {@link tapewire.UnsubscribeRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.UnsubscribeRequest
         * @static
         * @param {tapewire.UnsubscribeRequest.$Properties} message UnsubscribeRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        UnsubscribeRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.subscriptions != null && message.subscriptions.length)
                for (let i = 0; i < message.subscriptions.length; ++i)
                    $root.tapewire.Subscription.encode(message.subscriptions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an UnsubscribeRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.UnsubscribeRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.UnsubscribeRequest & tapewire.UnsubscribeRequest.$Shape} UnsubscribeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        UnsubscribeRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.UnsubscribeRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.subscriptions && message.subscriptions.length))
                            message.subscriptions = [];
                        message.subscriptions.push($root.tapewire.Subscription.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UnsubscribeRequest;
    })();

    tapewire.ResumeRequest = (function() {

        /**
         * Properties of a ResumeRequest.
         * @typedef {Object} tapewire.ResumeRequest.$Properties
         * @property {tapewire.Position.$Properties} [after] ResumeRequest after
         * @property {Array.<tapewire.Subscription.$Properties>} [subscriptions] ResumeRequest subscriptions
         * @property {Array.<tapewire.LanePosition.$Properties>} [lanes] ResumeRequest lanes
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ResumeRequest.
         * @memberof tapewire
         * @interface IResumeRequest
         * @augments tapewire.ResumeRequest.$Properties
         * @deprecated Use tapewire.ResumeRequest.$Properties instead.
         */

        /**
         * Shape of a ResumeRequest.
         * @typedef {tapewire.ResumeRequest.$Properties} tapewire.ResumeRequest.$Shape
         */

        /**
         * Constructs a new ResumeRequest.
         * @memberof tapewire
         * @classdesc Represents a ResumeRequest.
         * @constructor
         * @param {tapewire.ResumeRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ResumeRequest = function (properties) {
            this.subscriptions = [];
            this.lanes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ResumeRequest after.
         * @member {tapewire.Position} after
         * @memberof tapewire.ResumeRequest
         * @instance
         */
        ResumeRequest.prototype.after = null;

        /**
         * ResumeRequest subscriptions.
         * @member {Array.<tapewire.Subscription>} subscriptions
         * @memberof tapewire.ResumeRequest
         * @instance
         */
        ResumeRequest.prototype.subscriptions = $util.emptyArray;

        /**
         * ResumeRequest lanes.
         * @member {Array.<tapewire.LanePosition>} lanes
         * @memberof tapewire.ResumeRequest
         * @instance
         */
        ResumeRequest.prototype.lanes = $util.emptyArray;

        /**
         * Encodes the specified ResumeRequest message. Does not implicitly {@link tapewire.ResumeRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.ResumeRequest
         * @static
         * @param {tapewire.ResumeRequest.$Properties} message ResumeRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ResumeRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.after != null && $Object.hasOwnProperty.call(message, "after"))
                $root.tapewire.Position.encode(message.after, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.subscriptions != null && message.subscriptions.length)
                for (let i = 0; i < message.subscriptions.length; ++i)
                    $root.tapewire.Subscription.encode(message.subscriptions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.lanes != null && message.lanes.length)
                for (let i = 0; i < message.lanes.length; ++i)
                    $root.tapewire.LanePosition.encode(message.lanes[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ResumeRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.ResumeRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.ResumeRequest & tapewire.ResumeRequest.$Shape} ResumeRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ResumeRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.ResumeRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.after = $root.tapewire.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.after);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.subscriptions && message.subscriptions.length))
                            message.subscriptions = [];
                        message.subscriptions.push($root.tapewire.Subscription.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.lanes && message.lanes.length))
                            message.lanes = [];
                        message.lanes.push($root.tapewire.LanePosition.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ResumeRequest;
    })();

    tapewire.ConfigureRequest = (function() {

        /**
         * Properties of a ConfigureRequest.
         * @typedef {Object} tapewire.ConfigureRequest.$Properties
         * @property {number} [batchRate] ConfigureRequest batchRate
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ConfigureRequest.
         * @memberof tapewire
         * @interface IConfigureRequest
         * @augments tapewire.ConfigureRequest.$Properties
         * @deprecated Use tapewire.ConfigureRequest.$Properties instead.
         */

        /**
         * Shape of a ConfigureRequest.
         * @typedef {tapewire.ConfigureRequest.$Properties} tapewire.ConfigureRequest.$Shape
         */

        /**
         * Constructs a new ConfigureRequest.
         * @memberof tapewire
         * @classdesc Represents a ConfigureRequest.
         * @constructor
         * @param {tapewire.ConfigureRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ConfigureRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ConfigureRequest batchRate.
         * @member {number} batchRate
         * @memberof tapewire.ConfigureRequest
         * @instance
         */
        ConfigureRequest.prototype.batchRate = 0;

        /**
         * Encodes the specified ConfigureRequest message. Does not implicitly {@link tapewire.ConfigureRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.ConfigureRequest
         * @static
         * @param {tapewire.ConfigureRequest.$Properties} message ConfigureRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ConfigureRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.batchRate != null && $Object.hasOwnProperty.call(message, "batchRate") && !$Object.is(message.batchRate, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.batchRate);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ConfigureRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.ConfigureRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.ConfigureRequest & tapewire.ConfigureRequest.$Shape} ConfigureRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ConfigureRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.ConfigureRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.batchRate = value;
                        else
                            delete message.batchRate;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ConfigureRequest;
    })();

    tapewire.InstrumentsRequest = (function() {

        /**
         * Properties of an InstrumentsRequest.
         * @typedef {Object} tapewire.InstrumentsRequest.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an InstrumentsRequest.
         * @memberof tapewire
         * @interface IInstrumentsRequest
         * @augments tapewire.InstrumentsRequest.$Properties
         * @deprecated Use tapewire.InstrumentsRequest.$Properties instead.
         */

        /**
         * Shape of an InstrumentsRequest.
         * @typedef {tapewire.InstrumentsRequest.$Properties} tapewire.InstrumentsRequest.$Shape
         */

        /**
         * Constructs a new InstrumentsRequest.
         * @memberof tapewire
         * @classdesc Represents an InstrumentsRequest.
         * @constructor
         * @param {tapewire.InstrumentsRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const InstrumentsRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Encodes the specified InstrumentsRequest message. Does not implicitly {@link tapewire.InstrumentsRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.InstrumentsRequest
         * @static
         * @param {tapewire.InstrumentsRequest.$Properties} message InstrumentsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InstrumentsRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an InstrumentsRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.InstrumentsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.InstrumentsRequest & tapewire.InstrumentsRequest.$Shape} InstrumentsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InstrumentsRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.InstrumentsRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return InstrumentsRequest;
    })();

    tapewire.TradesRequest = (function() {

        /**
         * Properties of a TradesRequest.
         * @typedef {Object} tapewire.TradesRequest.$Properties
         * @property {string} [symbol] TradesRequest symbol
         * @property {number} [epoch] TradesRequest epoch
         * @property {number} [after] TradesRequest after
         * @property {number} [through] TradesRequest through
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TradesRequest.
         * @memberof tapewire
         * @interface ITradesRequest
         * @augments tapewire.TradesRequest.$Properties
         * @deprecated Use tapewire.TradesRequest.$Properties instead.
         */

        /**
         * Shape of a TradesRequest.
         * @typedef {tapewire.TradesRequest.$Properties} tapewire.TradesRequest.$Shape
         */

        /**
         * Constructs a new TradesRequest.
         * @memberof tapewire
         * @classdesc Represents a TradesRequest.
         * @constructor
         * @param {tapewire.TradesRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TradesRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TradesRequest symbol.
         * @member {string} symbol
         * @memberof tapewire.TradesRequest
         * @instance
         */
        TradesRequest.prototype.symbol = "";

        /**
         * TradesRequest epoch.
         * @member {number} epoch
         * @memberof tapewire.TradesRequest
         * @instance
         */
        TradesRequest.prototype.epoch = 0;

        /**
         * TradesRequest after.
         * @member {number} after
         * @memberof tapewire.TradesRequest
         * @instance
         */
        TradesRequest.prototype.after = 0;

        /**
         * TradesRequest through.
         * @member {number} through
         * @memberof tapewire.TradesRequest
         * @instance
         */
        TradesRequest.prototype.through = 0;

        /**
         * Encodes the specified TradesRequest message. Does not implicitly {@link tapewire.TradesRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.TradesRequest
         * @static
         * @param {tapewire.TradesRequest.$Properties} message TradesRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TradesRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                writer.uint32(/* id 2, wireType 5 =*/21).fixed32(message.epoch);
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && !$Object.is(message.after, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.after);
            if (message.through != null && $Object.hasOwnProperty.call(message, "through") && !$Object.is(message.through, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.through);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TradesRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.TradesRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.TradesRequest & tapewire.TradesRequest.$Shape} TradesRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TradesRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.TradesRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 5)
                            break;
                        if (value = reader.fixed32())
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.through = value;
                        else
                            delete message.through;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TradesRequest;
    })();

    tapewire.BarsRequest = (function() {

        /**
         * Properties of a BarsRequest.
         * @typedef {Object} tapewire.BarsRequest.$Properties
         * @property {string} [symbol] BarsRequest symbol
         * @property {number} [intervalS] BarsRequest intervalS
         * @property {number} [begin] BarsRequest begin
         * @property {number} [end] BarsRequest end
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BarsRequest.
         * @memberof tapewire
         * @interface IBarsRequest
         * @augments tapewire.BarsRequest.$Properties
         * @deprecated Use tapewire.BarsRequest.$Properties instead.
         */

        /**
         * Shape of a BarsRequest.
         * @typedef {tapewire.BarsRequest.$Properties} tapewire.BarsRequest.$Shape
         */

        /**
         * Constructs a new BarsRequest.
         * @memberof tapewire
         * @classdesc Represents a BarsRequest.
         * @constructor
         * @param {tapewire.BarsRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BarsRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BarsRequest symbol.
         * @member {string} symbol
         * @memberof tapewire.BarsRequest
         * @instance
         */
        BarsRequest.prototype.symbol = "";

        /**
         * BarsRequest intervalS.
         * @member {number} intervalS
         * @memberof tapewire.BarsRequest
         * @instance
         */
        BarsRequest.prototype.intervalS = 0;

        /**
         * BarsRequest begin.
         * @member {number} begin
         * @memberof tapewire.BarsRequest
         * @instance
         */
        BarsRequest.prototype.begin = 0;

        /**
         * BarsRequest end.
         * @member {number} end
         * @memberof tapewire.BarsRequest
         * @instance
         */
        BarsRequest.prototype.end = 0;

        /**
         * Encodes the specified BarsRequest message. Does not implicitly {@link tapewire.BarsRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.BarsRequest
         * @static
         * @param {tapewire.BarsRequest.$Properties} message BarsRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BarsRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
            if (message.intervalS != null && $Object.hasOwnProperty.call(message, "intervalS") && message.intervalS !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.intervalS);
            if (message.begin != null && $Object.hasOwnProperty.call(message, "begin") && !$Object.is(message.begin, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.begin);
            if (message.end != null && $Object.hasOwnProperty.call(message, "end") && !$Object.is(message.end, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.end);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BarsRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.BarsRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.BarsRequest & tapewire.BarsRequest.$Shape} BarsRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BarsRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.BarsRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalS = value;
                        else
                            delete message.intervalS;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.begin = value;
                        else
                            delete message.begin;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.end = value;
                        else
                            delete message.end;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BarsRequest;
    })();

    tapewire.RefreshRequest = (function() {

        /**
         * Properties of a RefreshRequest.
         * @typedef {Object} tapewire.RefreshRequest.$Properties
         * @property {string} [token] RefreshRequest token
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RefreshRequest.
         * @memberof tapewire
         * @interface IRefreshRequest
         * @augments tapewire.RefreshRequest.$Properties
         * @deprecated Use tapewire.RefreshRequest.$Properties instead.
         */

        /**
         * Shape of a RefreshRequest.
         * @typedef {tapewire.RefreshRequest.$Properties} tapewire.RefreshRequest.$Shape
         */

        /**
         * Constructs a new RefreshRequest.
         * @memberof tapewire
         * @classdesc Represents a RefreshRequest.
         * @constructor
         * @param {tapewire.RefreshRequest.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RefreshRequest = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RefreshRequest token.
         * @member {string} token
         * @memberof tapewire.RefreshRequest
         * @instance
         */
        RefreshRequest.prototype.token = "";

        /**
         * Encodes the specified RefreshRequest message. Does not implicitly {@link tapewire.RefreshRequest.verify|verify} messages.
         * @function encode
         * @memberof tapewire.RefreshRequest
         * @static
         * @param {tapewire.RefreshRequest.$Properties} message RefreshRequest message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RefreshRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.token);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RefreshRequest message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.RefreshRequest
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.RefreshRequest & tapewire.RefreshRequest.$Shape} RefreshRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RefreshRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.RefreshRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.token = value;
                        else
                            delete message.token;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RefreshRequest;
    })();

    /**
     * RefusalCode enum.
     * @name tapewire.RefusalCode
     * @enum {number}
     * @property {number} REFUSAL_CODE_UNSPECIFIED=0 REFUSAL_CODE_UNSPECIFIED value
     * @property {number} REFUSAL_CODE_UNKNOWN_SYMBOL=1 REFUSAL_CODE_UNKNOWN_SYMBOL value
     * @property {number} REFUSAL_CODE_BAD_MODE=2 REFUSAL_CODE_BAD_MODE value
     * @property {number} REFUSAL_CODE_NOT_SUBSCRIBED=3 REFUSAL_CODE_NOT_SUBSCRIBED value
     * @property {number} REFUSAL_CODE_TOO_MANY=4 REFUSAL_CODE_TOO_MANY value
     * @property {number} REFUSAL_CODE_MALFORMED=5 REFUSAL_CODE_MALFORMED value
     * @property {number} REFUSAL_CODE_UNKNOWN_EVENT=6 REFUSAL_CODE_UNKNOWN_EVENT value
     * @property {number} REFUSAL_CODE_NO_ACKNOWLEDGEMENT=7 REFUSAL_CODE_NO_ACKNOWLEDGEMENT value
     * @property {number} REFUSAL_CODE_BAD_RATE=8 REFUSAL_CODE_BAD_RATE value
     * @property {number} REFUSAL_CODE_BAD_RANGE=9 REFUSAL_CODE_BAD_RANGE value
     * @property {number} REFUSAL_CODE_NOT_KEPT=10 REFUSAL_CODE_NOT_KEPT value
     * @property {number} REFUSAL_CODE_TOO_FAST=11 REFUSAL_CODE_TOO_FAST value
     * @property {number} REFUSAL_CODE_NOT_ENTITLED=12 REFUSAL_CODE_NOT_ENTITLED value
     * @property {number} REFUSAL_CODE_BAD_TOKEN=13 REFUSAL_CODE_BAD_TOKEN value
     */
    tapewire.RefusalCode = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "REFUSAL_CODE_UNSPECIFIED"] = 0;
        values[valuesById[1] = "REFUSAL_CODE_UNKNOWN_SYMBOL"] = 1;
        values[valuesById[2] = "REFUSAL_CODE_BAD_MODE"] = 2;
        values[valuesById[3] = "REFUSAL_CODE_NOT_SUBSCRIBED"] = 3;
        values[valuesById[4] = "REFUSAL_CODE_TOO_MANY"] = 4;
        values[valuesById[5] = "REFUSAL_CODE_MALFORMED"] = 5;
        values[valuesById[6] = "REFUSAL_CODE_UNKNOWN_EVENT"] = 6;
        values[valuesById[7] = "REFUSAL_CODE_NO_ACKNOWLEDGEMENT"] = 7;
        values[valuesById[8] = "REFUSAL_CODE_BAD_RATE"] = 8;
        values[valuesById[9] = "REFUSAL_CODE_BAD_RANGE"] = 9;
        values[valuesById[10] = "REFUSAL_CODE_NOT_KEPT"] = 10;
        values[valuesById[11] = "REFUSAL_CODE_TOO_FAST"] = 11;
        values[valuesById[12] = "REFUSAL_CODE_NOT_ENTITLED"] = 12;
        values[valuesById[13] = "REFUSAL_CODE_BAD_TOKEN"] = 13;
        return values;
    })();

    tapewire.Refusal = (function() {

        /**
         * Properties of a Refusal.
         * @typedef {Object} tapewire.Refusal.$Properties
         * @property {tapewire.RefusalCode} [code] Refusal code
         * @property {string} [symbol] Refusal symbol
         * @property {tapewire.Mode} [mode] Refusal mode
         * @property {string} [message] Refusal message
         * @property {number} [retryAfterMs] Refusal retryAfterMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Refusal.
         * @memberof tapewire
         * @interface IRefusal
         * @augments tapewire.Refusal.$Properties
         * @deprecated Use tapewire.Refusal.$Properties instead.
         */

        /**
         * Shape of a Refusal.
         * @typedef {tapewire.Refusal.$Properties} tapewire.Refusal.$Shape
         */

        /**
         * Constructs a new Refusal.
         * @memberof tapewire
         * @classdesc Represents a Refusal.
         * @constructor
         * @param {tapewire.Refusal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Refusal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Refusal code.
         * @member {tapewire.RefusalCode} code
         * @memberof tapewire.Refusal
         * @instance
         */
        Refusal.prototype.code = 0;

        /**
         * Refusal symbol.
         * @member {string} symbol
         * @memberof tapewire.Refusal
         * @instance
         */
        Refusal.prototype.symbol = "";

        /**
         * Refusal mode.
         * @member {tapewire.Mode} mode
         * @memberof tapewire.Refusal
         * @instance
         */
        Refusal.prototype.mode = 0;

        /**
         * Refusal message.
         * @member {string} message
         * @memberof tapewire.Refusal
         * @instance
         */
        Refusal.prototype.message = "";

        /**
         * Refusal retryAfterMs.
         * @member {number} retryAfterMs
         * @memberof tapewire.Refusal
         * @instance
         */
        Refusal.prototype.retryAfterMs = 0;

        /**
         * Encodes the specified Refusal message. Does not implicitly {@link tapewire.Refusal.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Refusal
         * @static
         * @param {tapewire.Refusal.$Properties} message Refusal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Refusal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.symbol);
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.mode);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.message);
            if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.retryAfterMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Refusal message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Refusal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Refusal & tapewire.Refusal.$Shape} Refusal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Refusal.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Refusal();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.mode = value;
                        else
                            delete message.mode;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.retryAfterMs = value;
                        else
                            delete message.retryAfterMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Refusal;
    })();

    /**
     * ReceiptKind enum.
     * @name tapewire.ReceiptKind
     * @enum {number}
     * @property {number} RECEIPT_KIND_UNSPECIFIED=0 RECEIPT_KIND_UNSPECIFIED value
     * @property {number} RECEIPT_KIND_EXACT=1 RECEIPT_KIND_EXACT value
     * @property {number} RECEIPT_KIND_MERGED=2 RECEIPT_KIND_MERGED value
     * @property {number} RECEIPT_KIND_RESET=3 RECEIPT_KIND_RESET value
     */
    tapewire.ReceiptKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "RECEIPT_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "RECEIPT_KIND_EXACT"] = 1;
        values[valuesById[2] = "RECEIPT_KIND_MERGED"] = 2;
        values[valuesById[3] = "RECEIPT_KIND_RESET"] = 3;
        return values;
    })();

    /**
     * ResetReason enum.
     * @name tapewire.ResetReason
     * @enum {number}
     * @property {number} RESET_REASON_UNSPECIFIED=0 RESET_REASON_UNSPECIFIED value
     * @property {number} RESET_REASON_OTHER_EPOCH=1 RESET_REASON_OTHER_EPOCH value
     * @property {number} RESET_REASON_TOO_OLD=2 RESET_REASON_TOO_OLD value
     * @property {number} RESET_REASON_FUTURE=3 RESET_REASON_FUTURE value
     */
    tapewire.ResetReason = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "RESET_REASON_UNSPECIFIED"] = 0;
        values[valuesById[1] = "RESET_REASON_OTHER_EPOCH"] = 1;
        values[valuesById[2] = "RESET_REASON_TOO_OLD"] = 2;
        values[valuesById[3] = "RESET_REASON_FUTURE"] = 3;
        return values;
    })();

    tapewire.Receipt = (function() {

        /**
         * Properties of a Receipt.
         * @typedef {Object} tapewire.Receipt.$Properties
         * @property {tapewire.ReceiptKind} [kind] Receipt kind
         * @property {tapewire.ResetReason} [reason] Receipt reason
         * @property {number} [missed] Receipt missed
         * @property {number} [fromTime] Receipt fromTime
         * @property {number} [toTime] Receipt toTime
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Receipt.
         * @memberof tapewire
         * @interface IReceipt
         * @augments tapewire.Receipt.$Properties
         * @deprecated Use tapewire.Receipt.$Properties instead.
         */

        /**
         * Shape of a Receipt.
         * @typedef {tapewire.Receipt.$Properties} tapewire.Receipt.$Shape
         */

        /**
         * Constructs a new Receipt.
         * @memberof tapewire
         * @classdesc Represents a Receipt.
         * @constructor
         * @param {tapewire.Receipt.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Receipt = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Receipt kind.
         * @member {tapewire.ReceiptKind} kind
         * @memberof tapewire.Receipt
         * @instance
         */
        Receipt.prototype.kind = 0;

        /**
         * Receipt reason.
         * @member {tapewire.ResetReason} reason
         * @memberof tapewire.Receipt
         * @instance
         */
        Receipt.prototype.reason = 0;

        /**
         * Receipt missed.
         * @member {number} missed
         * @memberof tapewire.Receipt
         * @instance
         */
        Receipt.prototype.missed = 0;

        /**
         * Receipt fromTime.
         * @member {number} fromTime
         * @memberof tapewire.Receipt
         * @instance
         */
        Receipt.prototype.fromTime = 0;

        /**
         * Receipt toTime.
         * @member {number} toTime
         * @memberof tapewire.Receipt
         * @instance
         */
        Receipt.prototype.toTime = 0;

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link tapewire.Receipt.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Receipt
         * @static
         * @param {tapewire.Receipt.$Properties} message Receipt message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Receipt.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.reason);
            if (message.missed != null && $Object.hasOwnProperty.call(message, "missed") && !$Object.is(message.missed, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.missed);
            if (message.fromTime != null && $Object.hasOwnProperty.call(message, "fromTime") && !$Object.is(message.fromTime, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.fromTime);
            if (message.toTime != null && $Object.hasOwnProperty.call(message, "toTime") && !$Object.is(message.toTime, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.toTime);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Receipt
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Receipt & tapewire.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Receipt.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Receipt();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.missed = value;
                        else
                            delete message.missed;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.fromTime = value;
                        else
                            delete message.fromTime;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.toTime = value;
                        else
                            delete message.toTime;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Receipt;
    })();

    tapewire.Accepted = (function() {

        /**
         * Properties of an Accepted.
         * @typedef {Object} tapewire.Accepted.$Properties
         * @property {tapewire.Instrument.$Properties} [instrument] Accepted instrument
         * @property {tapewire.Mode} [mode] Accepted mode
         * @property {tapewire.Receipt.$Properties} [receipt] Accepted receipt
         * @property {number} [delayMs] Accepted delayMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Accepted.
         * @memberof tapewire
         * @interface IAccepted
         * @augments tapewire.Accepted.$Properties
         * @deprecated Use tapewire.Accepted.$Properties instead.
         */

        /**
         * Shape of an Accepted.
         * @typedef {tapewire.Accepted.$Properties} tapewire.Accepted.$Shape
         */

        /**
         * Constructs a new Accepted.
         * @memberof tapewire
         * @classdesc Represents an Accepted.
         * @constructor
         * @param {tapewire.Accepted.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Accepted = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Accepted instrument.
         * @member {tapewire.Instrument} instrument
         * @memberof tapewire.Accepted
         * @instance
         */
        Accepted.prototype.instrument = null;

        /**
         * Accepted mode.
         * @member {tapewire.Mode} mode
         * @memberof tapewire.Accepted
         * @instance
         */
        Accepted.prototype.mode = 0;

        /**
         * Accepted receipt.
         * @member {tapewire.Receipt} receipt
         * @memberof tapewire.Accepted
         * @instance
         */
        Accepted.prototype.receipt = null;

        /**
         * Accepted delayMs.
         * @member {number} delayMs
         * @memberof tapewire.Accepted
         * @instance
         */
        Accepted.prototype.delayMs = 0;

        /**
         * Encodes the specified Accepted message. Does not implicitly {@link tapewire.Accepted.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Accepted
         * @static
         * @param {tapewire.Accepted.$Properties} message Accepted message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Accepted.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument"))
                $root.tapewire.Instrument.encode(message.instrument, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.mode);
            if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt"))
                $root.tapewire.Receipt.encode(message.receipt, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs") && message.delayMs !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.delayMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Accepted message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Accepted
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Accepted & tapewire.Accepted.$Shape} Accepted
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Accepted.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Accepted();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.instrument = $root.tapewire.Instrument.decode(reader, reader.size(), $undefined, _depth + 1, message.instrument);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.mode = value;
                        else
                            delete message.mode;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.receipt = $root.tapewire.Receipt.decode(reader, reader.size(), $undefined, _depth + 1, message.receipt);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.delayMs = value;
                        else
                            delete message.delayMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Accepted;
    })();

    tapewire.SubscriptionReply = (function() {

        /**
         * Properties of a SubscriptionReply.
         * @typedef {Object} tapewire.SubscriptionReply.$Properties
         * @property {Array.<tapewire.Accepted.$Properties>} [accepted] SubscriptionReply accepted
         * @property {Array.<tapewire.Refusal.$Properties>} [refused] SubscriptionReply refused
         * @property {tapewire.Position.$Properties} [head] SubscriptionReply head
         * @property {tapewire.ResetReason} [reset] SubscriptionReply reset
         * @property {tapewire.Kept.$Properties} [kept] SubscriptionReply kept
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SubscriptionReply.
         * @memberof tapewire
         * @interface ISubscriptionReply
         * @augments tapewire.SubscriptionReply.$Properties
         * @deprecated Use tapewire.SubscriptionReply.$Properties instead.
         */

        /**
         * Shape of a SubscriptionReply.
         * @typedef {tapewire.SubscriptionReply.$Properties} tapewire.SubscriptionReply.$Shape
         */

        /**
         * Constructs a new SubscriptionReply.
         * @memberof tapewire
         * @classdesc Represents a SubscriptionReply.
         * @constructor
         * @param {tapewire.SubscriptionReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SubscriptionReply = function (properties) {
            this.accepted = [];
            this.refused = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SubscriptionReply accepted.
         * @member {Array.<tapewire.Accepted>} accepted
         * @memberof tapewire.SubscriptionReply
         * @instance
         */
        SubscriptionReply.prototype.accepted = $util.emptyArray;

        /**
         * SubscriptionReply refused.
         * @member {Array.<tapewire.Refusal>} refused
         * @memberof tapewire.SubscriptionReply
         * @instance
         */
        SubscriptionReply.prototype.refused = $util.emptyArray;

        /**
         * SubscriptionReply head.
         * @member {tapewire.Position} head
         * @memberof tapewire.SubscriptionReply
         * @instance
         */
        SubscriptionReply.prototype.head = null;

        /**
         * SubscriptionReply reset.
         * @member {tapewire.ResetReason} reset
         * @memberof tapewire.SubscriptionReply
         * @instance
         */
        SubscriptionReply.prototype.reset = 0;

        /**
         * SubscriptionReply kept.
         * @member {tapewire.Kept} kept
         * @memberof tapewire.SubscriptionReply
         * @instance
         */
        SubscriptionReply.prototype.kept = null;

        /**
         * Encodes the specified SubscriptionReply message. Does not implicitly {@link tapewire.SubscriptionReply.verify|verify} messages.
         * @function encode
         * @memberof tapewire.SubscriptionReply
         * @static
         * @param {tapewire.SubscriptionReply.$Properties} message SubscriptionReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SubscriptionReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.accepted != null && message.accepted.length)
                for (let i = 0; i < message.accepted.length; ++i)
                    $root.tapewire.Accepted.encode(message.accepted[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.refused != null && message.refused.length)
                for (let i = 0; i < message.refused.length; ++i)
                    $root.tapewire.Refusal.encode(message.refused[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                $root.tapewire.Position.encode(message.head, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.reset != null && $Object.hasOwnProperty.call(message, "reset") && message.reset !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).int32(message.reset);
            if (message.kept != null && $Object.hasOwnProperty.call(message, "kept"))
                $root.tapewire.Kept.encode(message.kept, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SubscriptionReply message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.SubscriptionReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.SubscriptionReply & tapewire.SubscriptionReply.$Shape} SubscriptionReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SubscriptionReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.SubscriptionReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.accepted && message.accepted.length))
                            message.accepted = [];
                        message.accepted.push($root.tapewire.Accepted.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.refused && message.refused.length))
                            message.refused = [];
                        message.refused.push($root.tapewire.Refusal.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.head = $root.tapewire.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.reset = value;
                        else
                            delete message.reset;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.kept = $root.tapewire.Kept.decode(reader, reader.size(), $undefined, _depth + 1, message.kept);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SubscriptionReply;
    })();

    tapewire.Kept = (function() {

        /**
         * Properties of a Kept.
         * @typedef {Object} tapewire.Kept.$Properties
         * @property {number} [after] Kept after
         * @property {number} [since] Kept since
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Kept.
         * @memberof tapewire
         * @interface IKept
         * @augments tapewire.Kept.$Properties
         * @deprecated Use tapewire.Kept.$Properties instead.
         */

        /**
         * Shape of a Kept.
         * @typedef {tapewire.Kept.$Properties} tapewire.Kept.$Shape
         */

        /**
         * Constructs a new Kept.
         * @memberof tapewire
         * @classdesc Represents a Kept.
         * @constructor
         * @param {tapewire.Kept.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Kept = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Kept after.
         * @member {number} after
         * @memberof tapewire.Kept
         * @instance
         */
        Kept.prototype.after = 0;

        /**
         * Kept since.
         * @member {number} since
         * @memberof tapewire.Kept
         * @instance
         */
        Kept.prototype.since = 0;

        /**
         * Encodes the specified Kept message. Does not implicitly {@link tapewire.Kept.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Kept
         * @static
         * @param {tapewire.Kept.$Properties} message Kept message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Kept.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && !$Object.is(message.after, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.after);
            if (message.since != null && $Object.hasOwnProperty.call(message, "since") && !$Object.is(message.since, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.since);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Kept message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Kept
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Kept & tapewire.Kept.$Shape} Kept
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Kept.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Kept();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.since = value;
                        else
                            delete message.since;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Kept;
    })();

    tapewire.TradesReply = (function() {

        /**
         * Properties of a TradesReply.
         * @typedef {Object} tapewire.TradesReply.$Properties
         * @property {tapewire.Refusal.$Properties} [refused] TradesReply refused
         * @property {Uint8Array|null} [trades] TradesReply trades
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TradesReply.
         * @memberof tapewire
         * @interface ITradesReply
         * @augments tapewire.TradesReply.$Properties
         * @deprecated Use tapewire.TradesReply.$Properties instead.
         */

        /**
         * Shape of a TradesReply.
         * @typedef {tapewire.TradesReply.$Properties} tapewire.TradesReply.$Shape
         */

        /**
         * Constructs a new TradesReply.
         * @memberof tapewire
         * @classdesc Represents a TradesReply.
         * @constructor
         * @param {tapewire.TradesReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TradesReply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TradesReply refused.
         * @member {tapewire.Refusal} refused
         * @memberof tapewire.TradesReply
         * @instance
         */
        TradesReply.prototype.refused = null;

        /**
         * TradesReply trades.
         * @member {Uint8Array|null} trades
         * @memberof tapewire.TradesReply
         * @instance
         */
        TradesReply.prototype.trades = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TradesReply.prototype, "_trades", {
            get: $util.oneOfGetter($oneOfFields = ["trades"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified TradesReply message. Does not implicitly {@link tapewire.TradesReply.verify|verify} messages.
         * @function encode
         * @memberof tapewire.TradesReply
         * @static
         * @param {tapewire.TradesReply.$Properties} message TradesReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TradesReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                $root.tapewire.Refusal.encode(message.refused, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.trades != null && $Object.hasOwnProperty.call(message, "trades"))
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.trades);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TradesReply message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.TradesReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.TradesReply & tapewire.TradesReply.$Shape} TradesReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TradesReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.TradesReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.refused = $root.tapewire.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.trades = reader.bytes();
                        message._trades = "trades";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TradesReply;
    })();

    tapewire.BarColumns = (function() {

        /**
         * Properties of a BarColumns.
         * @typedef {Object} tapewire.BarColumns.$Properties
         * @property {Array.<number>} [start] BarColumns start
         * @property {Array.<number>} [open] BarColumns open
         * @property {Array.<number>} [high] BarColumns high
         * @property {Array.<number>} [low] BarColumns low
         * @property {Array.<number>} [close] BarColumns close
         * @property {Array.<number>} [volume] BarColumns volume
         * @property {Array.<number>} [trades] BarColumns trades
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BarColumns.
         * @memberof tapewire
         * @interface IBarColumns
         * @augments tapewire.BarColumns.$Properties
         * @deprecated Use tapewire.BarColumns.$Properties instead.
         */

        /**
         * Shape of a BarColumns.
         * @typedef {tapewire.BarColumns.$Properties} tapewire.BarColumns.$Shape
         */

        /**
         * Constructs a new BarColumns.
         * @memberof tapewire
         * @classdesc Represents a BarColumns.
         * @constructor
         * @param {tapewire.BarColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BarColumns = function (properties) {
            this.start = [];
            this.open = [];
            this.high = [];
            this.low = [];
            this.close = [];
            this.volume = [];
            this.trades = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BarColumns start.
         * @member {Array.<number>} start
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.start = $util.emptyArray;

        /**
         * BarColumns open.
         * @member {Array.<number>} open
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.open = $util.emptyArray;

        /**
         * BarColumns high.
         * @member {Array.<number>} high
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.high = $util.emptyArray;

        /**
         * BarColumns low.
         * @member {Array.<number>} low
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.low = $util.emptyArray;

        /**
         * BarColumns close.
         * @member {Array.<number>} close
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.close = $util.emptyArray;

        /**
         * BarColumns volume.
         * @member {Array.<number>} volume
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.volume = $util.emptyArray;

        /**
         * BarColumns trades.
         * @member {Array.<number>} trades
         * @memberof tapewire.BarColumns
         * @instance
         */
        BarColumns.prototype.trades = $util.emptyArray;

        /**
         * Encodes the specified BarColumns message. Does not implicitly {@link tapewire.BarColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.BarColumns
         * @static
         * @param {tapewire.BarColumns.$Properties} message BarColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BarColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.start != null && message.start.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.start);
            if (message.open != null && message.open.length)
                writer.uint32(/* id 2, wireType 2 =*/18).sint64s(message.open);
            if (message.high != null && message.high.length)
                writer.uint32(/* id 3, wireType 2 =*/26).uint64s(message.high);
            if (message.low != null && message.low.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint64s(message.low);
            if (message.close != null && message.close.length)
                writer.uint32(/* id 5, wireType 2 =*/42).sint64s(message.close);
            if (message.volume != null && message.volume.length)
                writer.uint32(/* id 6, wireType 2 =*/50).doubles(message.volume);
            if (message.trades != null && message.trades.length)
                writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.trades);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BarColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.BarColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.BarColumns & tapewire.BarColumns.$Shape} BarColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BarColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.BarColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.start && message.start.length))
                                message.start = [];
                            reader.uint32s(message.start);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.start && message.start.length))
                            message.start = [];
                        message.start.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.open && message.open.length))
                                message.open = [];
                            reader.sint64s(message.open);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.open && message.open.length))
                            message.open = [];
                        message.open.push(reader.sint64());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.high && message.high.length))
                                message.high = [];
                            reader.uint64s(message.high);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.high && message.high.length))
                            message.high = [];
                        message.high.push(reader.uint64());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.low && message.low.length))
                                message.low = [];
                            reader.uint64s(message.low);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.low && message.low.length))
                            message.low = [];
                        message.low.push(reader.uint64());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.close && message.close.length))
                                message.close = [];
                            reader.sint64s(message.close);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.close && message.close.length))
                            message.close = [];
                        message.close.push(reader.sint64());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.volume && message.volume.length))
                                message.volume = [];
                            reader.doubles(message.volume);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.volume && message.volume.length))
                            message.volume = [];
                        message.volume.push(reader.double());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.trades && message.trades.length))
                                message.trades = [];
                            reader.uint32s(message.trades);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.trades && message.trades.length))
                            message.trades = [];
                        message.trades.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BarColumns;
    })();

    tapewire.Hole = (function() {

        /**
         * Properties of a Hole.
         * @typedef {Object} tapewire.Hole.$Properties
         * @property {number} [begin] Hole begin
         * @property {number} [end] Hole end
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Hole.
         * @memberof tapewire
         * @interface IHole
         * @augments tapewire.Hole.$Properties
         * @deprecated Use tapewire.Hole.$Properties instead.
         */

        /**
         * Shape of a Hole.
         * @typedef {tapewire.Hole.$Properties} tapewire.Hole.$Shape
         */

        /**
         * Constructs a new Hole.
         * @memberof tapewire
         * @classdesc Represents a Hole.
         * @constructor
         * @param {tapewire.Hole.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Hole = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Hole begin.
         * @member {number} begin
         * @memberof tapewire.Hole
         * @instance
         */
        Hole.prototype.begin = 0;

        /**
         * Hole end.
         * @member {number} end
         * @memberof tapewire.Hole
         * @instance
         */
        Hole.prototype.end = 0;

        /**
         * Encodes the specified Hole message. Does not implicitly {@link tapewire.Hole.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Hole
         * @static
         * @param {tapewire.Hole.$Properties} message Hole message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Hole.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.begin != null && $Object.hasOwnProperty.call(message, "begin") && !$Object.is(message.begin, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.begin);
            if (message.end != null && $Object.hasOwnProperty.call(message, "end") && !$Object.is(message.end, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.end);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Hole message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Hole
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Hole & tapewire.Hole.$Shape} Hole
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Hole.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Hole();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.begin = value;
                        else
                            delete message.begin;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.end = value;
                        else
                            delete message.end;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Hole;
    })();

    tapewire.BarsReply = (function() {

        /**
         * Properties of a BarsReply.
         * @typedef {Object} tapewire.BarsReply.$Properties
         * @property {tapewire.Refusal.$Properties} [refused] BarsReply refused
         * @property {number} [begin] BarsReply begin
         * @property {tapewire.BarColumns.$Properties} [bars] BarsReply bars
         * @property {Array.<tapewire.Hole.$Properties>} [holes] BarsReply holes
         * @property {number} [end] BarsReply end
         * @property {tapewire.Position.$Properties} [at] BarsReply at
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BarsReply.
         * @memberof tapewire
         * @interface IBarsReply
         * @augments tapewire.BarsReply.$Properties
         * @deprecated Use tapewire.BarsReply.$Properties instead.
         */

        /**
         * Shape of a BarsReply.
         * @typedef {tapewire.BarsReply.$Properties} tapewire.BarsReply.$Shape
         */

        /**
         * Constructs a new BarsReply.
         * @memberof tapewire
         * @classdesc Represents a BarsReply.
         * @constructor
         * @param {tapewire.BarsReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BarsReply = function (properties) {
            this.holes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BarsReply refused.
         * @member {tapewire.Refusal} refused
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.refused = null;

        /**
         * BarsReply begin.
         * @member {number} begin
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.begin = 0;

        /**
         * BarsReply bars.
         * @member {tapewire.BarColumns} bars
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.bars = null;

        /**
         * BarsReply holes.
         * @member {Array.<tapewire.Hole>} holes
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.holes = $util.emptyArray;

        /**
         * BarsReply end.
         * @member {number} end
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.end = 0;

        /**
         * BarsReply at.
         * @member {tapewire.Position} at
         * @memberof tapewire.BarsReply
         * @instance
         */
        BarsReply.prototype.at = null;

        /**
         * Encodes the specified BarsReply message. Does not implicitly {@link tapewire.BarsReply.verify|verify} messages.
         * @function encode
         * @memberof tapewire.BarsReply
         * @static
         * @param {tapewire.BarsReply.$Properties} message BarsReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BarsReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                $root.tapewire.Refusal.encode(message.refused, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.begin != null && $Object.hasOwnProperty.call(message, "begin") && !$Object.is(message.begin, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.begin);
            if (message.bars != null && $Object.hasOwnProperty.call(message, "bars"))
                $root.tapewire.BarColumns.encode(message.bars, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.holes != null && message.holes.length)
                for (let i = 0; i < message.holes.length; ++i)
                    $root.tapewire.Hole.encode(message.holes[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.end != null && $Object.hasOwnProperty.call(message, "end") && !$Object.is(message.end, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.end);
            if (message.at != null && $Object.hasOwnProperty.call(message, "at"))
                $root.tapewire.Position.encode(message.at, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BarsReply message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.BarsReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.BarsReply & tapewire.BarsReply.$Shape} BarsReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BarsReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.BarsReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.refused = $root.tapewire.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.begin = value;
                        else
                            delete message.begin;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.bars = $root.tapewire.BarColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.bars);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.holes && message.holes.length))
                            message.holes = [];
                        message.holes.push($root.tapewire.Hole.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.end = value;
                        else
                            delete message.end;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.at = $root.tapewire.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.at);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BarsReply;
    })();

    tapewire.RefreshReply = (function() {

        /**
         * Properties of a RefreshReply.
         * @typedef {Object} tapewire.RefreshReply.$Properties
         * @property {tapewire.Refusal.$Properties} [refused] RefreshReply refused
         * @property {number} [expiresAt] RefreshReply expiresAt
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a RefreshReply.
         * @memberof tapewire
         * @interface IRefreshReply
         * @augments tapewire.RefreshReply.$Properties
         * @deprecated Use tapewire.RefreshReply.$Properties instead.
         */

        /**
         * Shape of a RefreshReply.
         * @typedef {tapewire.RefreshReply.$Properties} tapewire.RefreshReply.$Shape
         */

        /**
         * Constructs a new RefreshReply.
         * @memberof tapewire
         * @classdesc Represents a RefreshReply.
         * @constructor
         * @param {tapewire.RefreshReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const RefreshReply = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * RefreshReply refused.
         * @member {tapewire.Refusal} refused
         * @memberof tapewire.RefreshReply
         * @instance
         */
        RefreshReply.prototype.refused = null;

        /**
         * RefreshReply expiresAt.
         * @member {number} expiresAt
         * @memberof tapewire.RefreshReply
         * @instance
         */
        RefreshReply.prototype.expiresAt = 0;

        /**
         * Encodes the specified RefreshReply message. Does not implicitly {@link tapewire.RefreshReply.verify|verify} messages.
         * @function encode
         * @memberof tapewire.RefreshReply
         * @static
         * @param {tapewire.RefreshReply.$Properties} message RefreshReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        RefreshReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                $root.tapewire.Refusal.encode(message.refused, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && !$Object.is(message.expiresAt, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.expiresAt);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a RefreshReply message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.RefreshReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.RefreshReply & tapewire.RefreshReply.$Shape} RefreshReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        RefreshReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.RefreshReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.refused = $root.tapewire.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.expiresAt = value;
                        else
                            delete message.expiresAt;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RefreshReply;
    })();

    tapewire.InstrumentsReply = (function() {

        /**
         * Properties of an InstrumentsReply.
         * @typedef {Object} tapewire.InstrumentsReply.$Properties
         * @property {Array.<tapewire.Instrument.$Properties>} [instruments] InstrumentsReply instruments
         * @property {tapewire.Refusal.$Properties} [refused] InstrumentsReply refused
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an InstrumentsReply.
         * @memberof tapewire
         * @interface IInstrumentsReply
         * @augments tapewire.InstrumentsReply.$Properties
         * @deprecated Use tapewire.InstrumentsReply.$Properties instead.
         */

        /**
         * Shape of an InstrumentsReply.
         * @typedef {tapewire.InstrumentsReply.$Properties} tapewire.InstrumentsReply.$Shape
         */

        /**
         * Constructs a new InstrumentsReply.
         * @memberof tapewire
         * @classdesc Represents an InstrumentsReply.
         * @constructor
         * @param {tapewire.InstrumentsReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const InstrumentsReply = function (properties) {
            this.instruments = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * InstrumentsReply instruments.
         * @member {Array.<tapewire.Instrument>} instruments
         * @memberof tapewire.InstrumentsReply
         * @instance
         */
        InstrumentsReply.prototype.instruments = $util.emptyArray;

        /**
         * InstrumentsReply refused.
         * @member {tapewire.Refusal} refused
         * @memberof tapewire.InstrumentsReply
         * @instance
         */
        InstrumentsReply.prototype.refused = null;

        /**
         * Encodes the specified InstrumentsReply message. Does not implicitly {@link tapewire.InstrumentsReply.verify|verify} messages.
         * @function encode
         * @memberof tapewire.InstrumentsReply
         * @static
         * @param {tapewire.InstrumentsReply.$Properties} message InstrumentsReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        InstrumentsReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.instruments != null && message.instruments.length)
                for (let i = 0; i < message.instruments.length; ++i)
                    $root.tapewire.Instrument.encode(message.instruments[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                $root.tapewire.Refusal.encode(message.refused, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an InstrumentsReply message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.InstrumentsReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.InstrumentsReply & tapewire.InstrumentsReply.$Shape} InstrumentsReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        InstrumentsReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.InstrumentsReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.instruments && message.instruments.length))
                            message.instruments = [];
                        message.instruments.push($root.tapewire.Instrument.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.refused = $root.tapewire.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return InstrumentsReply;
    })();

    /**
     * SourceKind enum.
     * @name tapewire.SourceKind
     * @enum {number}
     * @property {number} SOURCE_KIND_UNSPECIFIED=0 SOURCE_KIND_UNSPECIFIED value
     * @property {number} SOURCE_KIND_LIVE=1 SOURCE_KIND_LIVE value
     * @property {number} SOURCE_KIND_DELAYED=2 SOURCE_KIND_DELAYED value
     * @property {number} SOURCE_KIND_SIMULATED=3 SOURCE_KIND_SIMULATED value
     * @property {number} SOURCE_KIND_REPLAY=4 SOURCE_KIND_REPLAY value
     */
    tapewire.SourceKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "SOURCE_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "SOURCE_KIND_LIVE"] = 1;
        values[valuesById[2] = "SOURCE_KIND_DELAYED"] = 2;
        values[valuesById[3] = "SOURCE_KIND_SIMULATED"] = 3;
        values[valuesById[4] = "SOURCE_KIND_REPLAY"] = 4;
        return values;
    })();

    tapewire.Welcome = (function() {

        /**
         * Properties of a Welcome.
         * @typedef {Object} tapewire.Welcome.$Properties
         * @property {number} [protocol] Welcome protocol
         * @property {tapewire.Position.$Properties} [head] Welcome head
         * @property {number} [heartbeatMs] Welcome heartbeatMs
         * @property {string} [source] Welcome source
         * @property {number} [serverTime] Welcome serverTime
         * @property {number} [marketTime] Welcome marketTime
         * @property {number} [speed] Welcome speed
         * @property {tapewire.MarketSession} [session] Welcome session
         * @property {string} [server] Welcome server
         * @property {number} [batchRate] Welcome batchRate
         * @property {tapewire.Kept.$Properties} [kept] Welcome kept
         * @property {number} [behindMs] Welcome behindMs
         * @property {tapewire.SourceKind} [sourceKind] Welcome sourceKind
         * @property {number} [delayMs] Welcome delayMs
         * @property {number} [tokenExpiresAt] Welcome tokenExpiresAt
         * @property {Uint8Array} [resumeTicket] Welcome resumeTicket
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Welcome.
         * @memberof tapewire
         * @interface IWelcome
         * @augments tapewire.Welcome.$Properties
         * @deprecated Use tapewire.Welcome.$Properties instead.
         */

        /**
         * Shape of a Welcome.
         * @typedef {tapewire.Welcome.$Properties} tapewire.Welcome.$Shape
         */

        /**
         * Constructs a new Welcome.
         * @memberof tapewire
         * @classdesc Represents a Welcome.
         * @constructor
         * @param {tapewire.Welcome.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Welcome = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Welcome protocol.
         * @member {number} protocol
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.protocol = 0;

        /**
         * Welcome head.
         * @member {tapewire.Position} head
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.head = null;

        /**
         * Welcome heartbeatMs.
         * @member {number} heartbeatMs
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.heartbeatMs = 0;

        /**
         * Welcome source.
         * @member {string} source
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.source = "";

        /**
         * Welcome serverTime.
         * @member {number} serverTime
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.serverTime = 0;

        /**
         * Welcome marketTime.
         * @member {number} marketTime
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.marketTime = 0;

        /**
         * Welcome speed.
         * @member {number} speed
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.speed = 0;

        /**
         * Welcome session.
         * @member {tapewire.MarketSession} session
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.session = 0;

        /**
         * Welcome server.
         * @member {string} server
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.server = "";

        /**
         * Welcome batchRate.
         * @member {number} batchRate
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.batchRate = 0;

        /**
         * Welcome kept.
         * @member {tapewire.Kept} kept
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.kept = null;

        /**
         * Welcome behindMs.
         * @member {number} behindMs
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.behindMs = 0;

        /**
         * Welcome sourceKind.
         * @member {tapewire.SourceKind} sourceKind
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.sourceKind = 0;

        /**
         * Welcome delayMs.
         * @member {number} delayMs
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.delayMs = 0;

        /**
         * Welcome tokenExpiresAt.
         * @member {number} tokenExpiresAt
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.tokenExpiresAt = 0;

        /**
         * Welcome resumeTicket.
         * @member {Uint8Array} resumeTicket
         * @memberof tapewire.Welcome
         * @instance
         */
        Welcome.prototype.resumeTicket = $util.newBuffer([]);

        /**
         * Encodes the specified Welcome message. Does not implicitly {@link tapewire.Welcome.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Welcome
         * @static
         * @param {tapewire.Welcome.$Properties} message Welcome message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Welcome.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
            if (message.head != null && $Object.hasOwnProperty.call(message, "head"))
                $root.tapewire.Position.encode(message.head, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.heartbeatMs != null && $Object.hasOwnProperty.call(message, "heartbeatMs") && message.heartbeatMs !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.heartbeatMs);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.source);
            if (message.serverTime != null && $Object.hasOwnProperty.call(message, "serverTime") && !$Object.is(message.serverTime, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.serverTime);
            if (message.marketTime != null && $Object.hasOwnProperty.call(message, "marketTime") && !$Object.is(message.marketTime, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.marketTime);
            if (message.speed != null && $Object.hasOwnProperty.call(message, "speed") && !$Object.is(message.speed, 0))
                writer.uint32(/* id 7, wireType 1 =*/57).double(message.speed);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).int32(message.session);
            if (message.server != null && $Object.hasOwnProperty.call(message, "server") && message.server !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.server);
            if (message.batchRate != null && $Object.hasOwnProperty.call(message, "batchRate") && !$Object.is(message.batchRate, 0))
                writer.uint32(/* id 10, wireType 1 =*/81).double(message.batchRate);
            if (message.kept != null && $Object.hasOwnProperty.call(message, "kept"))
                $root.tapewire.Kept.encode(message.kept, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.behindMs != null && $Object.hasOwnProperty.call(message, "behindMs") && !$Object.is(message.behindMs, 0))
                writer.uint32(/* id 12, wireType 1 =*/97).double(message.behindMs);
            if (message.sourceKind != null && $Object.hasOwnProperty.call(message, "sourceKind") && message.sourceKind !== 0)
                writer.uint32(/* id 13, wireType 0 =*/104).int32(message.sourceKind);
            if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs") && message.delayMs !== 0)
                writer.uint32(/* id 14, wireType 0 =*/112).uint32(message.delayMs);
            if (message.tokenExpiresAt != null && $Object.hasOwnProperty.call(message, "tokenExpiresAt") && !$Object.is(message.tokenExpiresAt, 0))
                writer.uint32(/* id 15, wireType 1 =*/121).double(message.tokenExpiresAt);
            if (message.resumeTicket != null && $Object.hasOwnProperty.call(message, "resumeTicket") && message.resumeTicket.length)
                writer.uint32(/* id 16, wireType 2 =*/130).bytes(message.resumeTicket);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Welcome message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Welcome
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Welcome & tapewire.Welcome.$Shape} Welcome
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Welcome.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Welcome();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.protocol = value;
                        else
                            delete message.protocol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.head = $root.tapewire.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.head);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.heartbeatMs = value;
                        else
                            delete message.heartbeatMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.serverTime = value;
                        else
                            delete message.serverTime;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.marketTime = value;
                        else
                            delete message.marketTime;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.speed = value;
                        else
                            delete message.speed;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.server = value;
                        else
                            delete message.server;
                        continue;
                    }
                case 10: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.batchRate = value;
                        else
                            delete message.batchRate;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.kept = $root.tapewire.Kept.decode(reader, reader.size(), $undefined, _depth + 1, message.kept);
                        continue;
                    }
                case 12: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.behindMs = value;
                        else
                            delete message.behindMs;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.sourceKind = value;
                        else
                            delete message.sourceKind;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.delayMs = value;
                        else
                            delete message.delayMs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.tokenExpiresAt = value;
                        else
                            delete message.tokenExpiresAt;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.resumeTicket = value;
                        else
                            delete message.resumeTicket;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Welcome;
    })();

    tapewire.Snapshot = (function() {

        /**
         * Properties of a Snapshot.
         * @typedef {Object} tapewire.Snapshot.$Properties
         * @property {Array.<tapewire.SymbolState.$Properties>} [states] Snapshot states
         * @property {number} [intervalMs] Snapshot intervalMs
         * @property {tapewire.Position.$Properties} [at] Snapshot at
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Snapshot.
         * @memberof tapewire
         * @interface ISnapshot
         * @augments tapewire.Snapshot.$Properties
         * @deprecated Use tapewire.Snapshot.$Properties instead.
         */

        /**
         * Shape of a Snapshot.
         * @typedef {tapewire.Snapshot.$Properties} tapewire.Snapshot.$Shape
         */

        /**
         * Constructs a new Snapshot.
         * @memberof tapewire
         * @classdesc Represents a Snapshot.
         * @constructor
         * @param {tapewire.Snapshot.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Snapshot = function (properties) {
            this.states = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Snapshot states.
         * @member {Array.<tapewire.SymbolState>} states
         * @memberof tapewire.Snapshot
         * @instance
         */
        Snapshot.prototype.states = $util.emptyArray;

        /**
         * Snapshot intervalMs.
         * @member {number} intervalMs
         * @memberof tapewire.Snapshot
         * @instance
         */
        Snapshot.prototype.intervalMs = 0;

        /**
         * Snapshot at.
         * @member {tapewire.Position} at
         * @memberof tapewire.Snapshot
         * @instance
         */
        Snapshot.prototype.at = null;

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link tapewire.Snapshot.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Snapshot
         * @static
         * @param {tapewire.Snapshot.$Properties} message Snapshot message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Snapshot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.states != null && message.states.length)
                for (let i = 0; i < message.states.length; ++i)
                    $root.tapewire.SymbolState.encode(message.states[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.intervalMs);
            if (message.at != null && $Object.hasOwnProperty.call(message, "at"))
                $root.tapewire.Position.encode(message.at, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Snapshot
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Snapshot & tapewire.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Snapshot.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Snapshot();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.states && message.states.length))
                            message.states = [];
                        message.states.push($root.tapewire.SymbolState.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.at = $root.tapewire.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.at);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Snapshot;
    })();

    tapewire.QuoteColumns = (function() {

        /**
         * Properties of a QuoteColumns.
         * @typedef {Object} tapewire.QuoteColumns.$Properties
         * @property {Array.<number>} [id] QuoteColumns id
         * @property {Array.<number>} [time] QuoteColumns time
         * @property {Array.<number>} [bid] QuoteColumns bid
         * @property {Array.<number>} [spread] QuoteColumns spread
         * @property {Array.<number>} [bidSize] QuoteColumns bidSize
         * @property {Array.<number>} [askSize] QuoteColumns askSize
         * @property {Array.<number>} [merged] QuoteColumns merged
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a QuoteColumns.
         * @memberof tapewire
         * @interface IQuoteColumns
         * @augments tapewire.QuoteColumns.$Properties
         * @deprecated Use tapewire.QuoteColumns.$Properties instead.
         */

        /**
         * Shape of a QuoteColumns.
         * @typedef {tapewire.QuoteColumns.$Properties} tapewire.QuoteColumns.$Shape
         */

        /**
         * Constructs a new QuoteColumns.
         * @memberof tapewire
         * @classdesc Represents a QuoteColumns.
         * @constructor
         * @param {tapewire.QuoteColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const QuoteColumns = function (properties) {
            this.id = [];
            this.time = [];
            this.bid = [];
            this.spread = [];
            this.bidSize = [];
            this.askSize = [];
            this.merged = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * QuoteColumns id.
         * @member {Array.<number>} id
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.id = $util.emptyArray;

        /**
         * QuoteColumns time.
         * @member {Array.<number>} time
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.time = $util.emptyArray;

        /**
         * QuoteColumns bid.
         * @member {Array.<number>} bid
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.bid = $util.emptyArray;

        /**
         * QuoteColumns spread.
         * @member {Array.<number>} spread
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.spread = $util.emptyArray;

        /**
         * QuoteColumns bidSize.
         * @member {Array.<number>} bidSize
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.bidSize = $util.emptyArray;

        /**
         * QuoteColumns askSize.
         * @member {Array.<number>} askSize
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.askSize = $util.emptyArray;

        /**
         * QuoteColumns merged.
         * @member {Array.<number>} merged
         * @memberof tapewire.QuoteColumns
         * @instance
         */
        QuoteColumns.prototype.merged = $util.emptyArray;

        /**
         * Encodes the specified QuoteColumns message. Does not implicitly {@link tapewire.QuoteColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.QuoteColumns
         * @static
         * @param {tapewire.QuoteColumns.$Properties} message QuoteColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        QuoteColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && message.id.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.id);
            if (message.time != null && message.time.length)
                writer.uint32(/* id 2, wireType 2 =*/18).sint32s(message.time);
            if (message.bid != null && message.bid.length)
                writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.bid);
            if (message.spread != null && message.spread.length)
                writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.spread);
            if (message.bidSize != null && message.bidSize.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint64s(message.bidSize);
            if (message.askSize != null && message.askSize.length)
                writer.uint32(/* id 6, wireType 2 =*/50).uint64s(message.askSize);
            if (message.merged != null && message.merged.length)
                writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.merged);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a QuoteColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.QuoteColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.QuoteColumns & tapewire.QuoteColumns.$Shape} QuoteColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        QuoteColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.QuoteColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.id && message.id.length))
                                message.id = [];
                            reader.uint32s(message.id);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.id && message.id.length))
                            message.id = [];
                        message.id.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.time && message.time.length))
                                message.time = [];
                            reader.sint32s(message.time);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.time && message.time.length))
                            message.time = [];
                        message.time.push(reader.sint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.bid && message.bid.length))
                                message.bid = [];
                            reader.sint64s(message.bid);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.bid && message.bid.length))
                            message.bid = [];
                        message.bid.push(reader.sint64());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.spread && message.spread.length))
                                message.spread = [];
                            reader.sint64s(message.spread);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.spread && message.spread.length))
                            message.spread = [];
                        message.spread.push(reader.sint64());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.bidSize && message.bidSize.length))
                                message.bidSize = [];
                            reader.uint64s(message.bidSize);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.bidSize && message.bidSize.length))
                            message.bidSize = [];
                        message.bidSize.push(reader.uint64());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.askSize && message.askSize.length))
                                message.askSize = [];
                            reader.uint64s(message.askSize);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.askSize && message.askSize.length))
                            message.askSize = [];
                        message.askSize.push(reader.uint64());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.merged && message.merged.length))
                                message.merged = [];
                            reader.uint32s(message.merged);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.merged && message.merged.length))
                            message.merged = [];
                        message.merged.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return QuoteColumns;
    })();

    tapewire.SaleColumns = (function() {

        /**
         * Properties of a SaleColumns.
         * @typedef {Object} tapewire.SaleColumns.$Properties
         * @property {Array.<number>} [id] SaleColumns id
         * @property {Array.<number>} [time] SaleColumns time
         * @property {Array.<number>} [last] SaleColumns last
         * @property {Array.<number>} [size] SaleColumns size
         * @property {Array.<number>} [mergedRow] SaleColumns mergedRow
         * @property {Array.<number>} [merged] SaleColumns merged
         * @property {Array.<number>} [first] SaleColumns first
         * @property {Array.<number>} [high] SaleColumns high
         * @property {Array.<number>} [low] SaleColumns low
         * @property {Array.<number>} [volume] SaleColumns volume
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SaleColumns.
         * @memberof tapewire
         * @interface ISaleColumns
         * @augments tapewire.SaleColumns.$Properties
         * @deprecated Use tapewire.SaleColumns.$Properties instead.
         */

        /**
         * Shape of a SaleColumns.
         * @typedef {tapewire.SaleColumns.$Properties} tapewire.SaleColumns.$Shape
         */

        /**
         * Constructs a new SaleColumns.
         * @memberof tapewire
         * @classdesc Represents a SaleColumns.
         * @constructor
         * @param {tapewire.SaleColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SaleColumns = function (properties) {
            this.id = [];
            this.time = [];
            this.last = [];
            this.size = [];
            this.mergedRow = [];
            this.merged = [];
            this.first = [];
            this.high = [];
            this.low = [];
            this.volume = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SaleColumns id.
         * @member {Array.<number>} id
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.id = $util.emptyArray;

        /**
         * SaleColumns time.
         * @member {Array.<number>} time
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.time = $util.emptyArray;

        /**
         * SaleColumns last.
         * @member {Array.<number>} last
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.last = $util.emptyArray;

        /**
         * SaleColumns size.
         * @member {Array.<number>} size
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.size = $util.emptyArray;

        /**
         * SaleColumns mergedRow.
         * @member {Array.<number>} mergedRow
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.mergedRow = $util.emptyArray;

        /**
         * SaleColumns merged.
         * @member {Array.<number>} merged
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.merged = $util.emptyArray;

        /**
         * SaleColumns first.
         * @member {Array.<number>} first
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.first = $util.emptyArray;

        /**
         * SaleColumns high.
         * @member {Array.<number>} high
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.high = $util.emptyArray;

        /**
         * SaleColumns low.
         * @member {Array.<number>} low
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.low = $util.emptyArray;

        /**
         * SaleColumns volume.
         * @member {Array.<number>} volume
         * @memberof tapewire.SaleColumns
         * @instance
         */
        SaleColumns.prototype.volume = $util.emptyArray;

        /**
         * Encodes the specified SaleColumns message. Does not implicitly {@link tapewire.SaleColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.SaleColumns
         * @static
         * @param {tapewire.SaleColumns.$Properties} message SaleColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SaleColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && message.id.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.id);
            if (message.time != null && message.time.length)
                writer.uint32(/* id 2, wireType 2 =*/18).sint32s(message.time);
            if (message.last != null && message.last.length)
                writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.last);
            if (message.size != null && message.size.length)
                writer.uint32(/* id 4, wireType 2 =*/34).uint64s(message.size);
            if (message.mergedRow != null && message.mergedRow.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.mergedRow);
            if (message.merged != null && message.merged.length)
                writer.uint32(/* id 6, wireType 2 =*/50).uint32s(message.merged);
            if (message.first != null && message.first.length)
                writer.uint32(/* id 7, wireType 2 =*/58).sint64s(message.first);
            if (message.high != null && message.high.length)
                writer.uint32(/* id 8, wireType 2 =*/66).uint64s(message.high);
            if (message.low != null && message.low.length)
                writer.uint32(/* id 9, wireType 2 =*/74).uint64s(message.low);
            if (message.volume != null && message.volume.length)
                writer.uint32(/* id 10, wireType 2 =*/82).doubles(message.volume);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SaleColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.SaleColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.SaleColumns & tapewire.SaleColumns.$Shape} SaleColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SaleColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.SaleColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.id && message.id.length))
                                message.id = [];
                            reader.uint32s(message.id);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.id && message.id.length))
                            message.id = [];
                        message.id.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.time && message.time.length))
                                message.time = [];
                            reader.sint32s(message.time);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.time && message.time.length))
                            message.time = [];
                        message.time.push(reader.sint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.last && message.last.length))
                                message.last = [];
                            reader.sint64s(message.last);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.last && message.last.length))
                            message.last = [];
                        message.last.push(reader.sint64());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.size && message.size.length))
                                message.size = [];
                            reader.uint64s(message.size);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.size && message.size.length))
                            message.size = [];
                        message.size.push(reader.uint64());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.mergedRow && message.mergedRow.length))
                                message.mergedRow = [];
                            reader.uint32s(message.mergedRow);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.mergedRow && message.mergedRow.length))
                            message.mergedRow = [];
                        message.mergedRow.push(reader.uint32());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.merged && message.merged.length))
                                message.merged = [];
                            reader.uint32s(message.merged);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.merged && message.merged.length))
                            message.merged = [];
                        message.merged.push(reader.uint32());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.first && message.first.length))
                                message.first = [];
                            reader.sint64s(message.first);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.first && message.first.length))
                            message.first = [];
                        message.first.push(reader.sint64());
                        continue;
                    }
                case 8: {
                        if (wireType === 2) {
                            if (!(message.high && message.high.length))
                                message.high = [];
                            reader.uint64s(message.high);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.high && message.high.length))
                            message.high = [];
                        message.high.push(reader.uint64());
                        continue;
                    }
                case 9: {
                        if (wireType === 2) {
                            if (!(message.low && message.low.length))
                                message.low = [];
                            reader.uint64s(message.low);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.low && message.low.length))
                            message.low = [];
                        message.low.push(reader.uint64());
                        continue;
                    }
                case 10: {
                        if (wireType === 2) {
                            if (!(message.volume && message.volume.length))
                                message.volume = [];
                            reader.doubles(message.volume);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.volume && message.volume.length))
                            message.volume = [];
                        message.volume.push(reader.double());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SaleColumns;
    })();

    tapewire.TapeColumns = (function() {

        /**
         * Properties of a TapeColumns.
         * @typedef {Object} tapewire.TapeColumns.$Properties
         * @property {Array.<number>} [sequence] TapeColumns sequence
         * @property {Array.<number>} [id] TapeColumns id
         * @property {Array.<number>} [time] TapeColumns time
         * @property {Array.<number>} [price] TapeColumns price
         * @property {Array.<number>} [size] TapeColumns size
         * @property {Array.<number>} [conditions] TapeColumns conditions
         * @property {Array.<string>} [exchanges] TapeColumns exchanges
         * @property {Array.<number>} [exchange] TapeColumns exchange
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TapeColumns.
         * @memberof tapewire
         * @interface ITapeColumns
         * @augments tapewire.TapeColumns.$Properties
         * @deprecated Use tapewire.TapeColumns.$Properties instead.
         */

        /**
         * Shape of a TapeColumns.
         * @typedef {tapewire.TapeColumns.$Properties} tapewire.TapeColumns.$Shape
         */

        /**
         * Constructs a new TapeColumns.
         * @memberof tapewire
         * @classdesc Represents a TapeColumns.
         * @constructor
         * @param {tapewire.TapeColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TapeColumns = function (properties) {
            this.sequence = [];
            this.id = [];
            this.time = [];
            this.price = [];
            this.size = [];
            this.conditions = [];
            this.exchanges = [];
            this.exchange = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TapeColumns sequence.
         * @member {Array.<number>} sequence
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.sequence = $util.emptyArray;

        /**
         * TapeColumns id.
         * @member {Array.<number>} id
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.id = $util.emptyArray;

        /**
         * TapeColumns time.
         * @member {Array.<number>} time
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.time = $util.emptyArray;

        /**
         * TapeColumns price.
         * @member {Array.<number>} price
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.price = $util.emptyArray;

        /**
         * TapeColumns size.
         * @member {Array.<number>} size
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.size = $util.emptyArray;

        /**
         * TapeColumns conditions.
         * @member {Array.<number>} conditions
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.conditions = $util.emptyArray;

        /**
         * TapeColumns exchanges.
         * @member {Array.<string>} exchanges
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.exchanges = $util.emptyArray;

        /**
         * TapeColumns exchange.
         * @member {Array.<number>} exchange
         * @memberof tapewire.TapeColumns
         * @instance
         */
        TapeColumns.prototype.exchange = $util.emptyArray;

        /**
         * Encodes the specified TapeColumns message. Does not implicitly {@link tapewire.TapeColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.TapeColumns
         * @static
         * @param {tapewire.TapeColumns.$Properties} message TapeColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TapeColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sequence != null && message.sequence.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.sequence);
            if (message.id != null && message.id.length)
                writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.id);
            if (message.time != null && message.time.length)
                writer.uint32(/* id 3, wireType 2 =*/26).sint32s(message.time);
            if (message.price != null && message.price.length)
                writer.uint32(/* id 4, wireType 2 =*/34).sint64s(message.price);
            if (message.size != null && message.size.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint64s(message.size);
            if (message.conditions != null && message.conditions.length)
                writer.uint32(/* id 6, wireType 2 =*/50).uint32s(message.conditions);
            if (message.exchanges != null && message.exchanges.length)
                for (let i = 0; i < message.exchanges.length; ++i)
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.exchanges[i]);
            if (message.exchange != null && message.exchange.length)
                writer.uint32(/* id 8, wireType 2 =*/66).uint32s(message.exchange);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TapeColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.TapeColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.TapeColumns & tapewire.TapeColumns.$Shape} TapeColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TapeColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.TapeColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.sequence && message.sequence.length))
                                message.sequence = [];
                            reader.uint32s(message.sequence);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.sequence && message.sequence.length))
                            message.sequence = [];
                        message.sequence.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.id && message.id.length))
                                message.id = [];
                            reader.uint32s(message.id);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.id && message.id.length))
                            message.id = [];
                        message.id.push(reader.uint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.time && message.time.length))
                                message.time = [];
                            reader.sint32s(message.time);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.time && message.time.length))
                            message.time = [];
                        message.time.push(reader.sint32());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.price && message.price.length))
                                message.price = [];
                            reader.sint64s(message.price);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.price && message.price.length))
                            message.price = [];
                        message.price.push(reader.sint64());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.size && message.size.length))
                                message.size = [];
                            reader.uint64s(message.size);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.size && message.size.length))
                            message.size = [];
                        message.size.push(reader.uint64());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.conditions && message.conditions.length))
                                message.conditions = [];
                            reader.uint32s(message.conditions);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.conditions && message.conditions.length))
                            message.conditions = [];
                        message.conditions.push(reader.uint32());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.exchanges && message.exchanges.length))
                            message.exchanges = [];
                        message.exchanges.push(reader.stringVerify());
                        continue;
                    }
                case 8: {
                        if (wireType === 2) {
                            if (!(message.exchange && message.exchange.length))
                                message.exchange = [];
                            reader.uint32s(message.exchange);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.exchange && message.exchange.length))
                            message.exchange = [];
                        message.exchange.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TapeColumns;
    })();

    /**
     * CorrectionKind enum.
     * @name tapewire.CorrectionKind
     * @enum {number}
     * @property {number} CORRECTION_KIND_UNSPECIFIED=0 CORRECTION_KIND_UNSPECIFIED value
     * @property {number} CORRECTION_KIND_CANCEL=1 CORRECTION_KIND_CANCEL value
     * @property {number} CORRECTION_KIND_REPLACE=2 CORRECTION_KIND_REPLACE value
     */
    tapewire.CorrectionKind = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "CORRECTION_KIND_UNSPECIFIED"] = 0;
        values[valuesById[1] = "CORRECTION_KIND_CANCEL"] = 1;
        values[valuesById[2] = "CORRECTION_KIND_REPLACE"] = 2;
        return values;
    })();

    tapewire.CorrectionColumns = (function() {

        /**
         * Properties of a CorrectionColumns.
         * @typedef {Object} tapewire.CorrectionColumns.$Properties
         * @property {Array.<number>} [sequence] CorrectionColumns sequence
         * @property {Array.<number>} [id] CorrectionColumns id
         * @property {Array.<number>} [time] CorrectionColumns time
         * @property {Array.<tapewire.CorrectionKind>} [kind] CorrectionColumns kind
         * @property {Array.<number>} [trade] CorrectionColumns trade
         * @property {Array.<number>} [price] CorrectionColumns price
         * @property {Array.<number>} [size] CorrectionColumns size
         * @property {Array.<tapewire.TradeSummary.$Properties>} [summary] CorrectionColumns summary
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CorrectionColumns.
         * @memberof tapewire
         * @interface ICorrectionColumns
         * @augments tapewire.CorrectionColumns.$Properties
         * @deprecated Use tapewire.CorrectionColumns.$Properties instead.
         */

        /**
         * Shape of a CorrectionColumns.
         * @typedef {tapewire.CorrectionColumns.$Properties} tapewire.CorrectionColumns.$Shape
         */

        /**
         * Constructs a new CorrectionColumns.
         * @memberof tapewire
         * @classdesc Represents a CorrectionColumns.
         * @constructor
         * @param {tapewire.CorrectionColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CorrectionColumns = function (properties) {
            this.sequence = [];
            this.id = [];
            this.time = [];
            this.kind = [];
            this.trade = [];
            this.price = [];
            this.size = [];
            this.summary = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CorrectionColumns sequence.
         * @member {Array.<number>} sequence
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.sequence = $util.emptyArray;

        /**
         * CorrectionColumns id.
         * @member {Array.<number>} id
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.id = $util.emptyArray;

        /**
         * CorrectionColumns time.
         * @member {Array.<number>} time
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.time = $util.emptyArray;

        /**
         * CorrectionColumns kind.
         * @member {Array.<tapewire.CorrectionKind>} kind
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.kind = $util.emptyArray;

        /**
         * CorrectionColumns trade.
         * @member {Array.<number>} trade
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.trade = $util.emptyArray;

        /**
         * CorrectionColumns price.
         * @member {Array.<number>} price
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.price = $util.emptyArray;

        /**
         * CorrectionColumns size.
         * @member {Array.<number>} size
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.size = $util.emptyArray;

        /**
         * CorrectionColumns summary.
         * @member {Array.<tapewire.TradeSummary>} summary
         * @memberof tapewire.CorrectionColumns
         * @instance
         */
        CorrectionColumns.prototype.summary = $util.emptyArray;

        /**
         * Encodes the specified CorrectionColumns message. Does not implicitly {@link tapewire.CorrectionColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.CorrectionColumns
         * @static
         * @param {tapewire.CorrectionColumns.$Properties} message CorrectionColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CorrectionColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sequence != null && message.sequence.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.sequence);
            if (message.id != null && message.id.length)
                writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.id);
            if (message.time != null && message.time.length)
                writer.uint32(/* id 3, wireType 2 =*/26).sint32s(message.time);
            if (message.kind != null && message.kind.length)
                writer.uint32(/* id 4, wireType 2 =*/34).int32s(message.kind);
            if (message.trade != null && message.trade.length)
                writer.uint32(/* id 5, wireType 2 =*/42).doubles(message.trade);
            if (message.price != null && message.price.length)
                writer.uint32(/* id 6, wireType 2 =*/50).sint64s(message.price);
            if (message.size != null && message.size.length)
                writer.uint32(/* id 7, wireType 2 =*/58).uint64s(message.size);
            if (message.summary != null && message.summary.length)
                for (let i = 0; i < message.summary.length; ++i)
                    $root.tapewire.TradeSummary.encode(message.summary[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CorrectionColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.CorrectionColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.CorrectionColumns & tapewire.CorrectionColumns.$Shape} CorrectionColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CorrectionColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.CorrectionColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.sequence && message.sequence.length))
                                message.sequence = [];
                            reader.uint32s(message.sequence);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.sequence && message.sequence.length))
                            message.sequence = [];
                        message.sequence.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.id && message.id.length))
                                message.id = [];
                            reader.uint32s(message.id);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.id && message.id.length))
                            message.id = [];
                        message.id.push(reader.uint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.time && message.time.length))
                                message.time = [];
                            reader.sint32s(message.time);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.time && message.time.length))
                            message.time = [];
                        message.time.push(reader.sint32());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.kind && message.kind.length))
                                message.kind = [];
                            reader.int32s(message.kind);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.kind && message.kind.length))
                            message.kind = [];
                        message.kind.push(reader.int32());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.trade && message.trade.length))
                                message.trade = [];
                            reader.doubles(message.trade);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.trade && message.trade.length))
                            message.trade = [];
                        message.trade.push(reader.double());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.price && message.price.length))
                                message.price = [];
                            reader.sint64s(message.price);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.price && message.price.length))
                            message.price = [];
                        message.price.push(reader.sint64());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.size && message.size.length))
                                message.size = [];
                            reader.uint64s(message.size);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.size && message.size.length))
                            message.size = [];
                        message.size.push(reader.uint64());
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.summary && message.summary.length))
                            message.summary = [];
                        message.summary.push($root.tapewire.TradeSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CorrectionColumns;
    })();

    tapewire.StatusColumns = (function() {

        /**
         * Properties of a StatusColumns.
         * @typedef {Object} tapewire.StatusColumns.$Properties
         * @property {Array.<number>} [id] StatusColumns id
         * @property {Array.<number>} [time] StatusColumns time
         * @property {Array.<tapewire.MarketSession>} [session] StatusColumns session
         * @property {Array.<tapewire.StatusReason>} [reason] StatusColumns reason
         * @property {Array.<number>} [dayRow] StatusColumns dayRow
         * @property {Array.<number>} [reference] StatusColumns reference
         * @property {Array.<number>} [merged] StatusColumns merged
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a StatusColumns.
         * @memberof tapewire
         * @interface IStatusColumns
         * @augments tapewire.StatusColumns.$Properties
         * @deprecated Use tapewire.StatusColumns.$Properties instead.
         */

        /**
         * Shape of a StatusColumns.
         * @typedef {tapewire.StatusColumns.$Properties} tapewire.StatusColumns.$Shape
         */

        /**
         * Constructs a new StatusColumns.
         * @memberof tapewire
         * @classdesc Represents a StatusColumns.
         * @constructor
         * @param {tapewire.StatusColumns.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const StatusColumns = function (properties) {
            this.id = [];
            this.time = [];
            this.session = [];
            this.reason = [];
            this.dayRow = [];
            this.reference = [];
            this.merged = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * StatusColumns id.
         * @member {Array.<number>} id
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.id = $util.emptyArray;

        /**
         * StatusColumns time.
         * @member {Array.<number>} time
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.time = $util.emptyArray;

        /**
         * StatusColumns session.
         * @member {Array.<tapewire.MarketSession>} session
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.session = $util.emptyArray;

        /**
         * StatusColumns reason.
         * @member {Array.<tapewire.StatusReason>} reason
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.reason = $util.emptyArray;

        /**
         * StatusColumns dayRow.
         * @member {Array.<number>} dayRow
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.dayRow = $util.emptyArray;

        /**
         * StatusColumns reference.
         * @member {Array.<number>} reference
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.reference = $util.emptyArray;

        /**
         * StatusColumns merged.
         * @member {Array.<number>} merged
         * @memberof tapewire.StatusColumns
         * @instance
         */
        StatusColumns.prototype.merged = $util.emptyArray;

        /**
         * Encodes the specified StatusColumns message. Does not implicitly {@link tapewire.StatusColumns.verify|verify} messages.
         * @function encode
         * @memberof tapewire.StatusColumns
         * @static
         * @param {tapewire.StatusColumns.$Properties} message StatusColumns message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        StatusColumns.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && message.id.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.id);
            if (message.time != null && message.time.length)
                writer.uint32(/* id 2, wireType 2 =*/18).sint32s(message.time);
            if (message.session != null && message.session.length)
                writer.uint32(/* id 3, wireType 2 =*/26).int32s(message.session);
            if (message.reason != null && message.reason.length)
                writer.uint32(/* id 4, wireType 2 =*/34).int32s(message.reason);
            if (message.dayRow != null && message.dayRow.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.dayRow);
            if (message.reference != null && message.reference.length)
                writer.uint32(/* id 6, wireType 2 =*/50).sint64s(message.reference);
            if (message.merged != null && message.merged.length)
                writer.uint32(/* id 7, wireType 2 =*/58).uint32s(message.merged);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a StatusColumns message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.StatusColumns
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.StatusColumns & tapewire.StatusColumns.$Shape} StatusColumns
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        StatusColumns.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.StatusColumns();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.id && message.id.length))
                                message.id = [];
                            reader.uint32s(message.id);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.id && message.id.length))
                            message.id = [];
                        message.id.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.time && message.time.length))
                                message.time = [];
                            reader.sint32s(message.time);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.time && message.time.length))
                            message.time = [];
                        message.time.push(reader.sint32());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.session && message.session.length))
                                message.session = [];
                            reader.int32s(message.session);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.session && message.session.length))
                            message.session = [];
                        message.session.push(reader.int32());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.reason && message.reason.length))
                                message.reason = [];
                            reader.int32s(message.reason);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.reason && message.reason.length))
                            message.reason = [];
                        message.reason.push(reader.int32());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.dayRow && message.dayRow.length))
                                message.dayRow = [];
                            reader.uint32s(message.dayRow);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.dayRow && message.dayRow.length))
                            message.dayRow = [];
                        message.dayRow.push(reader.uint32());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.reference && message.reference.length))
                                message.reference = [];
                            reader.sint64s(message.reference);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.reference && message.reference.length))
                            message.reference = [];
                        message.reference.push(reader.sint64());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.merged && message.merged.length))
                                message.merged = [];
                            reader.uint32s(message.merged);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.merged && message.merged.length))
                            message.merged = [];
                        message.merged.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StatusColumns;
    })();

    tapewire.Batch = (function() {

        /**
         * Properties of a Batch.
         * @typedef {Object} tapewire.Batch.$Properties
         * @property {number} [epoch] Batch epoch
         * @property {number} [after] Batch after
         * @property {number} [time] Batch time
         * @property {tapewire.QuoteColumns.$Properties} [quotes] Batch quotes
         * @property {tapewire.SaleColumns.$Properties} [sales] Batch sales
         * @property {tapewire.TapeColumns.$Properties} [tape] Batch tape
         * @property {tapewire.StatusColumns.$Properties} [statuses] Batch statuses
         * @property {tapewire.CorrectionColumns.$Properties} [corrections] Batch corrections
         * @property {number} [intervalMs] Batch intervalMs
         * @property {number} [tapeSkipped] Batch tapeSkipped
         * @property {number} [through] Batch through
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Batch.
         * @memberof tapewire
         * @interface IBatch
         * @augments tapewire.Batch.$Properties
         * @deprecated Use tapewire.Batch.$Properties instead.
         */

        /**
         * Shape of a Batch.
         * @typedef {tapewire.Batch.$Properties} tapewire.Batch.$Shape
         */

        /**
         * Constructs a new Batch.
         * @memberof tapewire
         * @classdesc Represents a Batch.
         * @constructor
         * @param {tapewire.Batch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Batch = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Batch epoch.
         * @member {number} epoch
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.epoch = 0;

        /**
         * Batch after.
         * @member {number} after
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.after = 0;

        /**
         * Batch time.
         * @member {number} time
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.time = 0;

        /**
         * Batch quotes.
         * @member {tapewire.QuoteColumns} quotes
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.quotes = null;

        /**
         * Batch sales.
         * @member {tapewire.SaleColumns} sales
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.sales = null;

        /**
         * Batch tape.
         * @member {tapewire.TapeColumns} tape
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.tape = null;

        /**
         * Batch statuses.
         * @member {tapewire.StatusColumns} statuses
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.statuses = null;

        /**
         * Batch corrections.
         * @member {tapewire.CorrectionColumns} corrections
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.corrections = null;

        /**
         * Batch intervalMs.
         * @member {number} intervalMs
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.intervalMs = 0;

        /**
         * Batch tapeSkipped.
         * @member {number} tapeSkipped
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.tapeSkipped = 0;

        /**
         * Batch through.
         * @member {number} through
         * @memberof tapewire.Batch
         * @instance
         */
        Batch.prototype.through = 0;

        /**
         * Encodes the specified Batch message. Does not implicitly {@link tapewire.Batch.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Batch
         * @static
         * @param {tapewire.Batch.$Properties} message Batch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Batch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.epoch);
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && !$Object.is(message.after, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.after);
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && !$Object.is(message.time, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.time);
            if (message.quotes != null && $Object.hasOwnProperty.call(message, "quotes"))
                $root.tapewire.QuoteColumns.encode(message.quotes, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.sales != null && $Object.hasOwnProperty.call(message, "sales"))
                $root.tapewire.SaleColumns.encode(message.sales, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.tape != null && $Object.hasOwnProperty.call(message, "tape"))
                $root.tapewire.TapeColumns.encode(message.tape, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.statuses != null && $Object.hasOwnProperty.call(message, "statuses"))
                $root.tapewire.StatusColumns.encode(message.statuses, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.intervalMs);
            if (message.tapeSkipped != null && $Object.hasOwnProperty.call(message, "tapeSkipped") && message.tapeSkipped !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.tapeSkipped);
            if (message.corrections != null && $Object.hasOwnProperty.call(message, "corrections"))
                $root.tapewire.CorrectionColumns.encode(message.corrections, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.through != null && $Object.hasOwnProperty.call(message, "through") && !$Object.is(message.through, 0))
                writer.uint32(/* id 15, wireType 1 =*/121).double(message.through);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Batch message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Batch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Batch & tapewire.Batch.$Shape} Batch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Batch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Batch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        if (value = reader.fixed32())
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.quotes = $root.tapewire.QuoteColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.quotes);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.sales = $root.tapewire.SaleColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.sales);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.tape = $root.tapewire.TapeColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.tape);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.statuses = $root.tapewire.StatusColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.statuses);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.corrections = $root.tapewire.CorrectionColumns.decode(reader, reader.size(), $undefined, _depth + 1, message.corrections);
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.tapeSkipped = value;
                        else
                            delete message.tapeSkipped;
                        continue;
                    }
                case 15: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.through = value;
                        else
                            delete message.through;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Batch;
    })();

    tapewire.Heartbeat = (function() {

        /**
         * Properties of a Heartbeat.
         * @typedef {Object} tapewire.Heartbeat.$Properties
         * @property {number} [epoch] Heartbeat epoch
         * @property {number} [after] Heartbeat after
         * @property {number} [through] Heartbeat through
         * @property {number} [head] Heartbeat head
         * @property {number} [serverTime] Heartbeat serverTime
         * @property {number} [marketTime] Heartbeat marketTime
         * @property {tapewire.MarketSession} [session] Heartbeat session
         * @property {number} [intervalMs] Heartbeat intervalMs
         * @property {number} [symbols] Heartbeat symbols
         * @property {number} [digest] Heartbeat digest
         * @property {number} [behindMs] Heartbeat behindMs
         * @property {number|null} [speed] Heartbeat speed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Heartbeat.
         * @memberof tapewire
         * @interface IHeartbeat
         * @augments tapewire.Heartbeat.$Properties
         * @deprecated Use tapewire.Heartbeat.$Properties instead.
         */

        /**
         * Shape of a Heartbeat.
         * @typedef {tapewire.Heartbeat.$Properties} tapewire.Heartbeat.$Shape
         */

        /**
         * Constructs a new Heartbeat.
         * @memberof tapewire
         * @classdesc Represents a Heartbeat.
         * @constructor
         * @param {tapewire.Heartbeat.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Heartbeat = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Heartbeat epoch.
         * @member {number} epoch
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.epoch = 0;

        /**
         * Heartbeat after.
         * @member {number} after
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.after = 0;

        /**
         * Heartbeat through.
         * @member {number} through
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.through = 0;

        /**
         * Heartbeat head.
         * @member {number} head
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.head = 0;

        /**
         * Heartbeat serverTime.
         * @member {number} serverTime
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.serverTime = 0;

        /**
         * Heartbeat marketTime.
         * @member {number} marketTime
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.marketTime = 0;

        /**
         * Heartbeat session.
         * @member {tapewire.MarketSession} session
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.session = 0;

        /**
         * Heartbeat intervalMs.
         * @member {number} intervalMs
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.intervalMs = 0;

        /**
         * Heartbeat symbols.
         * @member {number} symbols
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.symbols = 0;

        /**
         * Heartbeat digest.
         * @member {number} digest
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.digest = 0;

        /**
         * Heartbeat behindMs.
         * @member {number} behindMs
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.behindMs = 0;

        /**
         * Heartbeat speed.
         * @member {number|null} speed
         * @memberof tapewire.Heartbeat
         * @instance
         */
        Heartbeat.prototype.speed = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(Heartbeat.prototype, "_speed", {
            get: $util.oneOfGetter($oneOfFields = ["speed"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified Heartbeat message. Does not implicitly {@link tapewire.Heartbeat.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Heartbeat
         * @static
         * @param {tapewire.Heartbeat.$Properties} message Heartbeat message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Heartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                writer.uint32(/* id 1, wireType 5 =*/13).fixed32(message.epoch);
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && !$Object.is(message.after, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.after);
            if (message.through != null && $Object.hasOwnProperty.call(message, "through") && !$Object.is(message.through, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.through);
            if (message.head != null && $Object.hasOwnProperty.call(message, "head") && !$Object.is(message.head, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.head);
            if (message.serverTime != null && $Object.hasOwnProperty.call(message, "serverTime") && !$Object.is(message.serverTime, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.serverTime);
            if (message.marketTime != null && $Object.hasOwnProperty.call(message, "marketTime") && !$Object.is(message.marketTime, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.marketTime);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).int32(message.session);
            if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.intervalMs);
            if (message.symbols != null && $Object.hasOwnProperty.call(message, "symbols") && message.symbols !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.symbols);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== 0)
                writer.uint32(/* id 10, wireType 5 =*/85).fixed32(message.digest);
            if (message.behindMs != null && $Object.hasOwnProperty.call(message, "behindMs") && !$Object.is(message.behindMs, 0))
                writer.uint32(/* id 11, wireType 1 =*/89).double(message.behindMs);
            if (message.speed != null && $Object.hasOwnProperty.call(message, "speed"))
                writer.uint32(/* id 12, wireType 1 =*/97).double(message.speed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Heartbeat message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Heartbeat
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Heartbeat & tapewire.Heartbeat.$Shape} Heartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Heartbeat.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Heartbeat();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        if (value = reader.fixed32())
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.through = value;
                        else
                            delete message.through;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.head = value;
                        else
                            delete message.head;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.serverTime = value;
                        else
                            delete message.serverTime;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.marketTime = value;
                        else
                            delete message.marketTime;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.intervalMs = value;
                        else
                            delete message.intervalMs;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.symbols = value;
                        else
                            delete message.symbols;
                        continue;
                    }
                case 10: {
                        if (wireType !== 5)
                            break;
                        if (value = reader.fixed32())
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 11: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.behindMs = value;
                        else
                            delete message.behindMs;
                        continue;
                    }
                case 12: {
                        if (wireType !== 1)
                            break;
                        message.speed = reader.double();
                        message._speed = "speed";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Heartbeat;
    })();

    tapewire.Drain = (function() {

        /**
         * Properties of a Drain.
         * @typedef {Object} tapewire.Drain.$Properties
         * @property {string} [url] Drain url
         * @property {number} [reconnectAfterMs] Drain reconnectAfterMs
         * @property {number} [closeAfterMs] Drain closeAfterMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Drain.
         * @memberof tapewire
         * @interface IDrain
         * @augments tapewire.Drain.$Properties
         * @deprecated Use tapewire.Drain.$Properties instead.
         */

        /**
         * Shape of a Drain.
         * @typedef {tapewire.Drain.$Properties} tapewire.Drain.$Shape
         */

        /**
         * Constructs a new Drain.
         * @memberof tapewire
         * @classdesc Represents a Drain.
         * @constructor
         * @param {tapewire.Drain.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Drain = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Drain url.
         * @member {string} url
         * @memberof tapewire.Drain
         * @instance
         */
        Drain.prototype.url = "";

        /**
         * Drain reconnectAfterMs.
         * @member {number} reconnectAfterMs
         * @memberof tapewire.Drain
         * @instance
         */
        Drain.prototype.reconnectAfterMs = 0;

        /**
         * Drain closeAfterMs.
         * @member {number} closeAfterMs
         * @memberof tapewire.Drain
         * @instance
         */
        Drain.prototype.closeAfterMs = 0;

        /**
         * Encodes the specified Drain message. Does not implicitly {@link tapewire.Drain.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Drain
         * @static
         * @param {tapewire.Drain.$Properties} message Drain message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Drain.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.url != null && $Object.hasOwnProperty.call(message, "url") && message.url !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.url);
            if (message.reconnectAfterMs != null && $Object.hasOwnProperty.call(message, "reconnectAfterMs") && message.reconnectAfterMs !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.reconnectAfterMs);
            if (message.closeAfterMs != null && $Object.hasOwnProperty.call(message, "closeAfterMs") && message.closeAfterMs !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.closeAfterMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Drain message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Drain
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Drain & tapewire.Drain.$Shape} Drain
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Drain.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Drain();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.url = value;
                        else
                            delete message.url;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.reconnectAfterMs = value;
                        else
                            delete message.reconnectAfterMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.closeAfterMs = value;
                        else
                            delete message.closeAfterMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Drain;
    })();

    /**
     * CloseCode enum.
     * @name tapewire.CloseCode
     * @enum {number}
     * @property {number} CLOSE_CODE_UNSPECIFIED=0 CLOSE_CODE_UNSPECIFIED value
     * @property {number} CLOSE_CODE_SHUTTING_DOWN=4000 CLOSE_CODE_SHUTTING_DOWN value
     * @property {number} CLOSE_CODE_FELL_BEHIND=4001 CLOSE_CODE_FELL_BEHIND value
     * @property {number} CLOSE_CODE_SOURCE_FAILED=4002 CLOSE_CODE_SOURCE_FAILED value
     * @property {number} CLOSE_CODE_NOT_READING=4003 CLOSE_CODE_NOT_READING value
     * @property {number} CLOSE_CODE_DRAINED=4004 CLOSE_CODE_DRAINED value
     * @property {number} CLOSE_CODE_UNSUPPORTED_PROTOCOL=4500 CLOSE_CODE_UNSUPPORTED_PROTOCOL value
     * @property {number} CLOSE_CODE_TOO_MANY_BAD_FRAMES=4501 CLOSE_CODE_TOO_MANY_BAD_FRAMES value
     * @property {number} CLOSE_CODE_BAD_TOKEN=4502 CLOSE_CODE_BAD_TOKEN value
     */
    tapewire.CloseCode = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "CLOSE_CODE_UNSPECIFIED"] = 0;
        values[valuesById[4000] = "CLOSE_CODE_SHUTTING_DOWN"] = 4000;
        values[valuesById[4001] = "CLOSE_CODE_FELL_BEHIND"] = 4001;
        values[valuesById[4002] = "CLOSE_CODE_SOURCE_FAILED"] = 4002;
        values[valuesById[4003] = "CLOSE_CODE_NOT_READING"] = 4003;
        values[valuesById[4004] = "CLOSE_CODE_DRAINED"] = 4004;
        values[valuesById[4500] = "CLOSE_CODE_UNSUPPORTED_PROTOCOL"] = 4500;
        values[valuesById[4501] = "CLOSE_CODE_TOO_MANY_BAD_FRAMES"] = 4501;
        values[valuesById[4502] = "CLOSE_CODE_BAD_TOKEN"] = 4502;
        return values;
    })();

    tapewire.Close = (function() {

        /**
         * Properties of a Close.
         * @typedef {Object} tapewire.Close.$Properties
         * @property {tapewire.CloseCode} [code] Close code
         * @property {string} [message] Close message
         * @property {number} [retryAfterMs] Close retryAfterMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Close.
         * @memberof tapewire
         * @interface IClose
         * @augments tapewire.Close.$Properties
         * @deprecated Use tapewire.Close.$Properties instead.
         */

        /**
         * Shape of a Close.
         * @typedef {tapewire.Close.$Properties} tapewire.Close.$Shape
         */

        /**
         * Constructs a new Close.
         * @memberof tapewire
         * @classdesc Represents a Close.
         * @constructor
         * @param {tapewire.Close.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Close = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Close code.
         * @member {tapewire.CloseCode} code
         * @memberof tapewire.Close
         * @instance
         */
        Close.prototype.code = 0;

        /**
         * Close message.
         * @member {string} message
         * @memberof tapewire.Close
         * @instance
         */
        Close.prototype.message = "";

        /**
         * Close retryAfterMs.
         * @member {number} retryAfterMs
         * @memberof tapewire.Close
         * @instance
         */
        Close.prototype.retryAfterMs = 0;

        /**
         * Encodes the specified Close message. Does not implicitly {@link tapewire.Close.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Close
         * @static
         * @param {tapewire.Close.$Properties} message Close message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Close.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
            if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Close message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Close
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Close & tapewire.Close.$Shape} Close
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Close.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Close();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.retryAfterMs = value;
                        else
                            delete message.retryAfterMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Close;
    })();

    /**
     * MarketSession enum.
     * @name tapewire.MarketSession
     * @enum {number}
     * @property {number} MARKET_SESSION_UNSPECIFIED=0 MARKET_SESSION_UNSPECIFIED value
     * @property {number} MARKET_SESSION_CLOSED=1 MARKET_SESSION_CLOSED value
     * @property {number} MARKET_SESSION_PRE_MARKET=2 MARKET_SESSION_PRE_MARKET value
     * @property {number} MARKET_SESSION_OPEN=3 MARKET_SESSION_OPEN value
     * @property {number} MARKET_SESSION_AFTER_HOURS=4 MARKET_SESSION_AFTER_HOURS value
     * @property {number} MARKET_SESSION_OPENING_AUCTION=5 MARKET_SESSION_OPENING_AUCTION value
     * @property {number} MARKET_SESSION_CLOSING_AUCTION=6 MARKET_SESSION_CLOSING_AUCTION value
     * @property {number} MARKET_SESSION_HALTED=7 MARKET_SESSION_HALTED value
     * @property {number} MARKET_SESSION_PAUSED=8 MARKET_SESSION_PAUSED value
     */
    tapewire.MarketSession = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "MARKET_SESSION_UNSPECIFIED"] = 0;
        values[valuesById[1] = "MARKET_SESSION_CLOSED"] = 1;
        values[valuesById[2] = "MARKET_SESSION_PRE_MARKET"] = 2;
        values[valuesById[3] = "MARKET_SESSION_OPEN"] = 3;
        values[valuesById[4] = "MARKET_SESSION_AFTER_HOURS"] = 4;
        values[valuesById[5] = "MARKET_SESSION_OPENING_AUCTION"] = 5;
        values[valuesById[6] = "MARKET_SESSION_CLOSING_AUCTION"] = 6;
        values[valuesById[7] = "MARKET_SESSION_HALTED"] = 7;
        values[valuesById[8] = "MARKET_SESSION_PAUSED"] = 8;
        return values;
    })();

    /**
     * StatusReason enum.
     * @name tapewire.StatusReason
     * @enum {number}
     * @property {number} STATUS_REASON_UNSPECIFIED=0 STATUS_REASON_UNSPECIFIED value
     * @property {number} STATUS_REASON_SCHEDULE=1 STATUS_REASON_SCHEDULE value
     * @property {number} STATUS_REASON_NEWS_PENDING=2 STATUS_REASON_NEWS_PENDING value
     * @property {number} STATUS_REASON_NEWS_RELEASED=3 STATUS_REASON_NEWS_RELEASED value
     * @property {number} STATUS_REASON_REGULATORY=4 STATUS_REASON_REGULATORY value
     * @property {number} STATUS_REASON_TECHNICAL=5 STATUS_REASON_TECHNICAL value
     * @property {number} STATUS_REASON_LIMIT_UP=6 STATUS_REASON_LIMIT_UP value
     * @property {number} STATUS_REASON_LIMIT_DOWN=7 STATUS_REASON_LIMIT_DOWN value
     * @property {number} STATUS_REASON_RESUMED=8 STATUS_REASON_RESUMED value
     * @property {number} STATUS_REASON_SPLIT=9 STATUS_REASON_SPLIT value
     * @property {number} STATUS_REASON_DIVIDEND=10 STATUS_REASON_DIVIDEND value
     */
    tapewire.StatusReason = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "STATUS_REASON_UNSPECIFIED"] = 0;
        values[valuesById[1] = "STATUS_REASON_SCHEDULE"] = 1;
        values[valuesById[2] = "STATUS_REASON_NEWS_PENDING"] = 2;
        values[valuesById[3] = "STATUS_REASON_NEWS_RELEASED"] = 3;
        values[valuesById[4] = "STATUS_REASON_REGULATORY"] = 4;
        values[valuesById[5] = "STATUS_REASON_TECHNICAL"] = 5;
        values[valuesById[6] = "STATUS_REASON_LIMIT_UP"] = 6;
        values[valuesById[7] = "STATUS_REASON_LIMIT_DOWN"] = 7;
        values[valuesById[8] = "STATUS_REASON_RESUMED"] = 8;
        values[valuesById[9] = "STATUS_REASON_SPLIT"] = 9;
        values[valuesById[10] = "STATUS_REASON_DIVIDEND"] = 10;
        return values;
    })();

    /**
     * TradeCondition enum.
     * @name tapewire.TradeCondition
     * @enum {number}
     * @property {number} TRADE_CONDITION_UNSPECIFIED=0 TRADE_CONDITION_UNSPECIFIED value
     * @property {number} TRADE_CONDITION_ODD_LOT=1 TRADE_CONDITION_ODD_LOT value
     * @property {number} TRADE_CONDITION_EXTENDED_HOURS=2 TRADE_CONDITION_EXTENDED_HOURS value
     * @property {number} TRADE_CONDITION_OPENING=3 TRADE_CONDITION_OPENING value
     * @property {number} TRADE_CONDITION_CLOSING=4 TRADE_CONDITION_CLOSING value
     * @property {number} TRADE_CONDITION_INTERMARKET_SWEEP=5 TRADE_CONDITION_INTERMARKET_SWEEP value
     * @property {number} TRADE_CONDITION_CROSS=6 TRADE_CONDITION_CROSS value
     * @property {number} TRADE_CONDITION_AVERAGE_PRICE=7 TRADE_CONDITION_AVERAGE_PRICE value
     * @property {number} TRADE_CONDITION_DERIVATIVELY_PRICED=8 TRADE_CONDITION_DERIVATIVELY_PRICED value
     * @property {number} TRADE_CONDITION_PRIOR_REFERENCE_PRICE=9 TRADE_CONDITION_PRIOR_REFERENCE_PRICE value
     * @property {number} TRADE_CONDITION_OUT_OF_SEQUENCE=10 TRADE_CONDITION_OUT_OF_SEQUENCE value
     * @property {number} TRADE_CONDITION_CONTINGENT=11 TRADE_CONDITION_CONTINGENT value
     * @property {number} TRADE_CONDITION_NON_REGULAR_SETTLEMENT=12 TRADE_CONDITION_NON_REGULAR_SETTLEMENT value
     * @property {number} TRADE_CONDITION_OFFICIAL_OPEN=13 TRADE_CONDITION_OFFICIAL_OPEN value
     * @property {number} TRADE_CONDITION_OFFICIAL_CLOSE=14 TRADE_CONDITION_OFFICIAL_CLOSE value
     */
    tapewire.TradeCondition = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "TRADE_CONDITION_UNSPECIFIED"] = 0;
        values[valuesById[1] = "TRADE_CONDITION_ODD_LOT"] = 1;
        values[valuesById[2] = "TRADE_CONDITION_EXTENDED_HOURS"] = 2;
        values[valuesById[3] = "TRADE_CONDITION_OPENING"] = 3;
        values[valuesById[4] = "TRADE_CONDITION_CLOSING"] = 4;
        values[valuesById[5] = "TRADE_CONDITION_INTERMARKET_SWEEP"] = 5;
        values[valuesById[6] = "TRADE_CONDITION_CROSS"] = 6;
        values[valuesById[7] = "TRADE_CONDITION_AVERAGE_PRICE"] = 7;
        values[valuesById[8] = "TRADE_CONDITION_DERIVATIVELY_PRICED"] = 8;
        values[valuesById[9] = "TRADE_CONDITION_PRIOR_REFERENCE_PRICE"] = 9;
        values[valuesById[10] = "TRADE_CONDITION_OUT_OF_SEQUENCE"] = 10;
        values[valuesById[11] = "TRADE_CONDITION_CONTINGENT"] = 11;
        values[valuesById[12] = "TRADE_CONDITION_NON_REGULAR_SETTLEMENT"] = 12;
        values[valuesById[13] = "TRADE_CONDITION_OFFICIAL_OPEN"] = 13;
        values[valuesById[14] = "TRADE_CONDITION_OFFICIAL_CLOSE"] = 14;
        return values;
    })();

    tapewire.Instrument = (function() {

        /**
         * Properties of an Instrument.
         * @typedef {Object} tapewire.Instrument.$Properties
         * @property {number} [id] Instrument id
         * @property {string} [symbol] Instrument symbol
         * @property {string} [name] Instrument name
         * @property {string} [sector] Instrument sector
         * @property {string} [currency] Instrument currency
         * @property {number} [decimals] Instrument decimals
         * @property {number} [sizeDecimals] Instrument sizeDecimals
         * @property {string} [exchange] Instrument exchange
         * @property {string} [isin] Instrument isin
         * @property {string} [figi] Instrument figi
         * @property {number} [marketCap] Instrument marketCap
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Instrument.
         * @memberof tapewire
         * @interface IInstrument
         * @augments tapewire.Instrument.$Properties
         * @deprecated Use tapewire.Instrument.$Properties instead.
         */

        /**
         * Shape of an Instrument.
         * @typedef {tapewire.Instrument.$Properties} tapewire.Instrument.$Shape
         */

        /**
         * Constructs a new Instrument.
         * @memberof tapewire
         * @classdesc Represents an Instrument.
         * @constructor
         * @param {tapewire.Instrument.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Instrument = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Instrument id.
         * @member {number} id
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.id = 0;

        /**
         * Instrument symbol.
         * @member {string} symbol
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.symbol = "";

        /**
         * Instrument name.
         * @member {string} name
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.name = "";

        /**
         * Instrument sector.
         * @member {string} sector
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.sector = "";

        /**
         * Instrument currency.
         * @member {string} currency
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.currency = "";

        /**
         * Instrument decimals.
         * @member {number} decimals
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.decimals = 0;

        /**
         * Instrument sizeDecimals.
         * @member {number} sizeDecimals
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.sizeDecimals = 0;

        /**
         * Instrument exchange.
         * @member {string} exchange
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.exchange = "";

        /**
         * Instrument isin.
         * @member {string} isin
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.isin = "";

        /**
         * Instrument figi.
         * @member {string} figi
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.figi = "";

        /**
         * Instrument marketCap.
         * @member {number} marketCap
         * @memberof tapewire.Instrument
         * @instance
         */
        Instrument.prototype.marketCap = 0;

        /**
         * Encodes the specified Instrument message. Does not implicitly {@link tapewire.Instrument.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Instrument
         * @static
         * @param {tapewire.Instrument.$Properties} message Instrument message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Instrument.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.symbol);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
            if (message.sector != null && $Object.hasOwnProperty.call(message, "sector") && message.sector !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.sector);
            if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.currency);
            if (message.decimals != null && $Object.hasOwnProperty.call(message, "decimals") && message.decimals !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.decimals);
            if (message.sizeDecimals != null && $Object.hasOwnProperty.call(message, "sizeDecimals") && message.sizeDecimals !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.sizeDecimals);
            if (message.exchange != null && $Object.hasOwnProperty.call(message, "exchange") && message.exchange !== "")
                writer.uint32(/* id 8, wireType 2 =*/66).string(message.exchange);
            if (message.isin != null && $Object.hasOwnProperty.call(message, "isin") && message.isin !== "")
                writer.uint32(/* id 9, wireType 2 =*/74).string(message.isin);
            if (message.figi != null && $Object.hasOwnProperty.call(message, "figi") && message.figi !== "")
                writer.uint32(/* id 10, wireType 2 =*/82).string(message.figi);
            if (message.marketCap != null && $Object.hasOwnProperty.call(message, "marketCap") && !$Object.is(message.marketCap, 0))
                writer.uint32(/* id 11, wireType 1 =*/89).double(message.marketCap);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Instrument message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Instrument
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Instrument & tapewire.Instrument.$Shape} Instrument
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Instrument.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Instrument();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sector = value;
                        else
                            delete message.sector;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.currency = value;
                        else
                            delete message.currency;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.decimals = value;
                        else
                            delete message.decimals;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sizeDecimals = value;
                        else
                            delete message.sizeDecimals;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.exchange = value;
                        else
                            delete message.exchange;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.isin = value;
                        else
                            delete message.isin;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.figi = value;
                        else
                            delete message.figi;
                        continue;
                    }
                case 11: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.marketCap = value;
                        else
                            delete message.marketCap;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Instrument;
    })();

    tapewire.Quote = (function() {

        /**
         * Properties of a Quote.
         * @typedef {Object} tapewire.Quote.$Properties
         * @property {number} [time] Quote time
         * @property {number} [bid] Quote bid
         * @property {number} [bidSize] Quote bidSize
         * @property {number} [ask] Quote ask
         * @property {number} [askSize] Quote askSize
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Quote.
         * @memberof tapewire
         * @interface IQuote
         * @augments tapewire.Quote.$Properties
         * @deprecated Use tapewire.Quote.$Properties instead.
         */

        /**
         * Shape of a Quote.
         * @typedef {tapewire.Quote.$Properties} tapewire.Quote.$Shape
         */

        /**
         * Constructs a new Quote.
         * @memberof tapewire
         * @classdesc Represents a Quote.
         * @constructor
         * @param {tapewire.Quote.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Quote = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Quote time.
         * @member {number} time
         * @memberof tapewire.Quote
         * @instance
         */
        Quote.prototype.time = 0;

        /**
         * Quote bid.
         * @member {number} bid
         * @memberof tapewire.Quote
         * @instance
         */
        Quote.prototype.bid = 0;

        /**
         * Quote bidSize.
         * @member {number} bidSize
         * @memberof tapewire.Quote
         * @instance
         */
        Quote.prototype.bidSize = 0;

        /**
         * Quote ask.
         * @member {number} ask
         * @memberof tapewire.Quote
         * @instance
         */
        Quote.prototype.ask = 0;

        /**
         * Quote askSize.
         * @member {number} askSize
         * @memberof tapewire.Quote
         * @instance
         */
        Quote.prototype.askSize = 0;

        /**
         * Encodes the specified Quote message. Does not implicitly {@link tapewire.Quote.verify|verify} messages.
         * @function encode
         * @memberof tapewire.Quote
         * @static
         * @param {tapewire.Quote.$Properties} message Quote message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Quote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && !$Object.is(message.time, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.time);
            if (message.bid != null && $Object.hasOwnProperty.call(message, "bid") && (typeof message.bid === "object" ? message.bid.low || message.bid.high : message.bid !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.bid);
            if (message.bidSize != null && $Object.hasOwnProperty.call(message, "bidSize") && (typeof message.bidSize === "object" ? message.bidSize.low || message.bidSize.high : message.bidSize !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.bidSize);
            if (message.ask != null && $Object.hasOwnProperty.call(message, "ask") && (typeof message.ask === "object" ? message.ask.low || message.ask.high : message.ask !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.ask);
            if (message.askSize != null && $Object.hasOwnProperty.call(message, "askSize") && (typeof message.askSize === "object" ? message.askSize.low || message.askSize.high : message.askSize !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.askSize);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Quote message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.Quote
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.Quote & tapewire.Quote.$Shape} Quote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Quote.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.Quote();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.bid = value;
                        else
                            delete message.bid;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.bidSize = value;
                        else
                            delete message.bidSize;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.ask = value;
                        else
                            delete message.ask;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.askSize = value;
                        else
                            delete message.askSize;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Quote;
    })();

    tapewire.TradingStatus = (function() {

        /**
         * Properties of a TradingStatus.
         * @typedef {Object} tapewire.TradingStatus.$Properties
         * @property {number} [time] TradingStatus time
         * @property {tapewire.MarketSession} [session] TradingStatus session
         * @property {tapewire.StatusReason} [reason] TradingStatus reason
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TradingStatus.
         * @memberof tapewire
         * @interface ITradingStatus
         * @augments tapewire.TradingStatus.$Properties
         * @deprecated Use tapewire.TradingStatus.$Properties instead.
         */

        /**
         * Shape of a TradingStatus.
         * @typedef {tapewire.TradingStatus.$Properties} tapewire.TradingStatus.$Shape
         */

        /**
         * Constructs a new TradingStatus.
         * @memberof tapewire
         * @classdesc Represents a TradingStatus.
         * @constructor
         * @param {tapewire.TradingStatus.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TradingStatus = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TradingStatus time.
         * @member {number} time
         * @memberof tapewire.TradingStatus
         * @instance
         */
        TradingStatus.prototype.time = 0;

        /**
         * TradingStatus session.
         * @member {tapewire.MarketSession} session
         * @memberof tapewire.TradingStatus
         * @instance
         */
        TradingStatus.prototype.session = 0;

        /**
         * TradingStatus reason.
         * @member {tapewire.StatusReason} reason
         * @memberof tapewire.TradingStatus
         * @instance
         */
        TradingStatus.prototype.reason = 0;

        /**
         * Encodes the specified TradingStatus message. Does not implicitly {@link tapewire.TradingStatus.verify|verify} messages.
         * @function encode
         * @memberof tapewire.TradingStatus
         * @static
         * @param {tapewire.TradingStatus.$Properties} message TradingStatus message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TradingStatus.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && !$Object.is(message.time, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.time);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).int32(message.session);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).int32(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TradingStatus message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.TradingStatus
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.TradingStatus & tapewire.TradingStatus.$Shape} TradingStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TradingStatus.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.TradingStatus();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TradingStatus;
    })();

    tapewire.TradeSummary = (function() {

        /**
         * Properties of a TradeSummary.
         * @typedef {Object} tapewire.TradeSummary.$Properties
         * @property {number} [time] TradeSummary time
         * @property {number} [last] TradeSummary last
         * @property {number} [size] TradeSummary size
         * @property {number} [open] TradeSummary open
         * @property {number} [high] TradeSummary high
         * @property {number} [low] TradeSummary low
         * @property {number} [volume] TradeSummary volume
         * @property {number} [count] TradeSummary count
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a TradeSummary.
         * @memberof tapewire
         * @interface ITradeSummary
         * @augments tapewire.TradeSummary.$Properties
         * @deprecated Use tapewire.TradeSummary.$Properties instead.
         */

        /**
         * Shape of a TradeSummary.
         * @typedef {tapewire.TradeSummary.$Properties} tapewire.TradeSummary.$Shape
         */

        /**
         * Constructs a new TradeSummary.
         * @memberof tapewire
         * @classdesc Represents a TradeSummary.
         * @constructor
         * @param {tapewire.TradeSummary.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const TradeSummary = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * TradeSummary time.
         * @member {number} time
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.time = 0;

        /**
         * TradeSummary last.
         * @member {number} last
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.last = 0;

        /**
         * TradeSummary size.
         * @member {number} size
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.size = 0;

        /**
         * TradeSummary open.
         * @member {number} open
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.open = 0;

        /**
         * TradeSummary high.
         * @member {number} high
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.high = 0;

        /**
         * TradeSummary low.
         * @member {number} low
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.low = 0;

        /**
         * TradeSummary volume.
         * @member {number} volume
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.volume = 0;

        /**
         * TradeSummary count.
         * @member {number} count
         * @memberof tapewire.TradeSummary
         * @instance
         */
        TradeSummary.prototype.count = 0;

        /**
         * Encodes the specified TradeSummary message. Does not implicitly {@link tapewire.TradeSummary.verify|verify} messages.
         * @function encode
         * @memberof tapewire.TradeSummary
         * @static
         * @param {tapewire.TradeSummary.$Properties} message TradeSummary message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        TradeSummary.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.time != null && $Object.hasOwnProperty.call(message, "time") && !$Object.is(message.time, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.time);
            if (message.last != null && $Object.hasOwnProperty.call(message, "last") && (typeof message.last === "object" ? message.last.low || message.last.high : message.last !== 0))
                writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.last);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.size);
            if (message.open != null && $Object.hasOwnProperty.call(message, "open") && (typeof message.open === "object" ? message.open.low || message.open.high : message.open !== 0))
                writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.open);
            if (message.high != null && $Object.hasOwnProperty.call(message, "high") && (typeof message.high === "object" ? message.high.low || message.high.high : message.high !== 0))
                writer.uint32(/* id 5, wireType 0 =*/40).sint64(message.high);
            if (message.low != null && $Object.hasOwnProperty.call(message, "low") && (typeof message.low === "object" ? message.low.low || message.low.high : message.low !== 0))
                writer.uint32(/* id 6, wireType 0 =*/48).sint64(message.low);
            if (message.volume != null && $Object.hasOwnProperty.call(message, "volume") && !$Object.is(message.volume, 0))
                writer.uint32(/* id 7, wireType 1 =*/57).double(message.volume);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && !$Object.is(message.count, 0))
                writer.uint32(/* id 8, wireType 1 =*/65).double(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a TradeSummary message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.TradeSummary
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.TradeSummary & tapewire.TradeSummary.$Shape} TradeSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        TradeSummary.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.TradeSummary();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.time = value;
                        else
                            delete message.time;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.last = value;
                        else
                            delete message.last;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.open = value;
                        else
                            delete message.open;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.high = value;
                        else
                            delete message.high;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                            message.low = value;
                        else
                            delete message.low;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.volume = value;
                        else
                            delete message.volume;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TradeSummary;
    })();

    tapewire.SymbolState = (function() {

        /**
         * Properties of a SymbolState.
         * @typedef {Object} tapewire.SymbolState.$Properties
         * @property {number} [id] SymbolState id
         * @property {number|null} [reference] SymbolState reference
         * @property {tapewire.Quote.$Properties} [quote] SymbolState quote
         * @property {tapewire.TradeSummary.$Properties} [trades] SymbolState trades
         * @property {tapewire.TradingStatus.$Properties} [status] SymbolState status
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SymbolState.
         * @memberof tapewire
         * @interface ISymbolState
         * @augments tapewire.SymbolState.$Properties
         * @deprecated Use tapewire.SymbolState.$Properties instead.
         */

        /**
         * Shape of a SymbolState.
         * @typedef {tapewire.SymbolState.$Properties} tapewire.SymbolState.$Shape
         */

        /**
         * Constructs a new SymbolState.
         * @memberof tapewire
         * @classdesc Represents a SymbolState.
         * @constructor
         * @param {tapewire.SymbolState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SymbolState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SymbolState id.
         * @member {number} id
         * @memberof tapewire.SymbolState
         * @instance
         */
        SymbolState.prototype.id = 0;

        /**
         * SymbolState reference.
         * @member {number|null} reference
         * @memberof tapewire.SymbolState
         * @instance
         */
        SymbolState.prototype.reference = null;

        /**
         * SymbolState quote.
         * @member {tapewire.Quote} quote
         * @memberof tapewire.SymbolState
         * @instance
         */
        SymbolState.prototype.quote = null;

        /**
         * SymbolState trades.
         * @member {tapewire.TradeSummary} trades
         * @memberof tapewire.SymbolState
         * @instance
         */
        SymbolState.prototype.trades = null;

        /**
         * SymbolState status.
         * @member {tapewire.TradingStatus} status
         * @memberof tapewire.SymbolState
         * @instance
         */
        SymbolState.prototype.status = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(SymbolState.prototype, "_reference", {
            get: $util.oneOfGetter($oneOfFields = ["reference"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Encodes the specified SymbolState message. Does not implicitly {@link tapewire.SymbolState.verify|verify} messages.
         * @function encode
         * @memberof tapewire.SymbolState
         * @static
         * @param {tapewire.SymbolState.$Properties} message SymbolState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SymbolState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
            if (message.reference != null && $Object.hasOwnProperty.call(message, "reference"))
                writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.reference);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote"))
                $root.tapewire.Quote.encode(message.quote, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.trades != null && $Object.hasOwnProperty.call(message, "trades"))
                $root.tapewire.TradeSummary.encode(message.trades, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                $root.tapewire.TradingStatus.encode(message.status, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SymbolState message from the specified reader or buffer.
         * @function decode
         * @memberof tapewire.SymbolState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {tapewire.SymbolState & tapewire.SymbolState.$Shape} SymbolState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SymbolState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.tapewire.SymbolState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.reference = reader.sint64();
                        message._reference = "reference";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.quote = $root.tapewire.Quote.decode(reader, reader.size(), $undefined, _depth + 1, message.quote);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.trades = $root.tapewire.TradeSummary.decode(reader, reader.size(), $undefined, _depth + 1, message.trades);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.status = $root.tapewire.TradingStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SymbolState;
    })();

    return tapewire;
})();

export {
  $root as default
};
