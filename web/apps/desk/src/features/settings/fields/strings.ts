/** Every word of the inputs themselves. */
export const editorStrings = {
  up: (name: string) => `Move ${name.toLowerCase()} up`,
  down: (name: string) => `Move ${name.toLowerCase()} down`,
  remove: (name: string) => `Remove ${name.toLowerCase()}`,
} as const;
