import type { Participant } from '@deskbell/protocol';
import { Sentence } from '../../shared/ui/Sentence';
import { isolated } from '../../shared/words/bidi';
import { strings } from './strings';

/** Which customer is writing now; of colleagues the composer tells. Its place is always there, so that nothing moves. */
export function TypingLine({ people }: { people: readonly Participant[] }) {
  const names = people.filter(({ type }) => type !== 'agent').map(({ name }) => isolated(name));
  const words = names.length === 0 ? '' : strings.typing(names);
  return (
    <p className="mx-auto flex h-6 w-full max-w-220 shrink-0 items-center gap-2 px-6 text-label text-muted two:px-8">
      {words !== '' && (
        <>
          <span aria-hidden="true" className="typing-dots">
            <i />
            <i />
            <i />
          </span>
          <span className="truncate">
            <Sentence>{words}</Sentence>
          </span>
        </>
      )}
    </p>
  );
}
