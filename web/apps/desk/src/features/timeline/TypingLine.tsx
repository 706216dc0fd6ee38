import type { Participant } from '@deskbell/protocol';
import { Sentence } from '../../shared/ui/Sentence';
import { isolated } from '../../shared/words/bidi';
import { strings } from './strings';

/** Who is writing now. Its place is always there, so that nothing moves when it speaks. */
export function TypingLine({ people }: { people: readonly Participant[] }) {
  const words = people.length === 0 ? '' : strings.typing(people.map((person) => isolated(person.name)));
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
