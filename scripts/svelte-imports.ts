// Import rules for components: the folder boundaries that scripts/boundaries.ts cannot check, because it reads compiled
// components, which have no type imports.

interface Restriction {
  readonly files: readonly string[];
  /** Import specifiers that are not allowed. */
  readonly regex: string;
  readonly message: string;
}

export const SVELTE_IMPORTS: readonly Restriction[] = [
  {
    files: ['renderer/**/*.svelte'],
    regex: '/(feed-server|tests|scripts)/|/main/(?!ipc/contract\\.ts$)',
    message: 'The renderer may import only proto, and types of main/ipc/contract.ts, from outside.',
  },
  {
    files: ['renderer/components/**/*.svelte'],
    regex:
      '/(feed-server|tests|scripts|views)/|/main/(?!ipc/contract\\.ts$)|^\\.\\./(?!\\.\\./|shared/)|^\\.\\./\\.\\./components/',
    message: 'Features meet in views; a component may import its own folder, shared/ and the layers below components.',
  },
];
