/** A part of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'link';
      /** Safe to be followed: see `safeHref`. */
      readonly href: string;
      /** Where it truly leads, where its words may deceive. */
      readonly host: string | null;
      readonly children: readonly Inline[];
    };

/** A part of a text. The lines of a `text` keep their breaks, as they were written. */
export type Block =
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  /** `start` is the first number; null for a list without numbers. */
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] };
