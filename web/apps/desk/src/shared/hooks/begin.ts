/** A `ref` for a field that takes the place of what had the focus. */
export function begin(field: HTMLElement | null): void {
  field?.focus();
}
