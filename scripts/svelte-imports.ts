// Who components may import from: the part of the folder boundaries that scripts/boundaries.ts cannot see, which reads
// compiled components and so finds no type imports.

interface Restriction {
  readonly files: readonly string[];
  /** Of import specifiers that are not allowed. */
  readonly regex: string;
  readonly message: string;
}

export const SVELTE_IMPORTS: readonly Restriction[] = [
  {
    files: ['renderer/**/*.svelte'],
    regex: '/(feed-server|tests|scripts)/|/main/(?!ipc/contract\\.ts$)',
    message: 'The renderer shares proto, and types of main/ipc/contract.ts, with the rest; nothing else.',
  },
  {
    files: ['renderer/components/**/*.svelte'],
    regex:
      '/(feed-server|tests|scripts|views)/|/main/(?!ipc/contract\\.ts$)|^\\.\\./(?!\\.\\./|shared/)|^\\.\\./\\.\\./components/',
    message: 'Features meet in views; a component imports its own folder, shared/ and what lies below components.',
  },
];
