/** A small disc in a colour somebody chose; a ring where none was. The word beside it, or its label, says what it is. */
export function ColorMark({ color, label }: { color: string | null | undefined; label?: string }) {
  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}
      className="inline-block size-2 shrink-0 rounded-full ring-1 ring-ink/30 ring-inset"
      style={{ background: color ?? undefined }}
    />
  );
}
