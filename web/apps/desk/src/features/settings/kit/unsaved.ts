/** Which forms on screen hold something that is not saved. */

const forms = new Set<() => boolean>();

/** Whether anything on screen would be lost by leaving. */
export function anythingUnsaved(): boolean {
  return [...forms].some((unsaved) => unsaved());
}

/** Asks this form too, until the returned function is called. */
export function askForm(unsaved: () => boolean): () => void {
  forms.add(unsaved);
  return () => forms.delete(unsaved);
}
