/** The colour of a label; a ring while it has none. */
export function LabelDot({ color }: { color: string | null | undefined }) {
  return (
    <span
      aria-hidden="true"
      className="size-3 shrink-0 rounded-full border border-edge forced-color-adjust-none"
      style={color ? { background: color, borderColor: color } : undefined}
    />
  );
}
