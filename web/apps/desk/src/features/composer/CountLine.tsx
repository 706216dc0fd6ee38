import { useOutbox } from '@deskbell/react';
import type { Mode } from './ModeSwitch';
import type { Measure } from './rules';
import { strings } from './strings';

export interface CountLineProps {
  id: string;
  mode: Mode;
  measured: Measure;
  /** Why the text was not taken. */
  refusal: string | null;
}

/** Below the text: how to send it, how long it may still grow, or why it was not taken. */
export function CountLine({ id, mode, measured: { counted, count, over }, refusal }: CountLineProps) {
  const { durable } = useOutbox();
  return (
    <p id={id} className="min-w-0 flex-1 text-label text-faint">
      {!counted && refusal === null && (
        <span className="hidden two:inline">{durable ? strings.hint[mode] : strings.notKept}</span>
      )}
      {counted && over === 0 && <span className="db-figures text-muted">{strings.left(count)}</span>}
      {over > 0 && refusal === null && <span className="db-figures text-bad">{strings.over(over)}</span>}
      {refusal !== null && (
        <span role="alert" className="text-bad">
          {refusal}
        </span>
      )}
    </p>
  );
}
