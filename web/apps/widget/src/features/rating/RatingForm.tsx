import { adopt, Button } from '@deskbell/ui';
import Star from 'lucide-react/icons/star';
import { useEffect, useId, useRef, useState } from 'react';
import css from './rating.css?inline';
import type { RatingProps } from './RatingSlot';
import { strings } from './strings';

adopt(css);

/** What the server takes. */
const COMMENT_MAX = 1000;
const SCORES = [1, 2, 3, 4, 5];

/** Five stars and a few words; once given, what was given, and for a day a way to change it. */
export function RatingForm({ conversation, onRate }: RatingProps) {
  const { rating } = conversation;
  const [changing, setChanging] = useState(false);
  if (!rating || changing) {
    return (
      <Asking
        score={rating?.score ?? 0}
        comment={rating?.comment ?? ''}
        onRate={async (...given) => {
          await onRate(...given);
          setChanging(false);
        }}
      />
    );
  }
  const open = Date.parse(rating.changeableUntil) > Date.now();
  return (
    <div className="w-rating" role="status">
      <p>{strings.thanks(rating.score)}</p>
      {open && (
        <Button tone="plain" size="large" onClick={() => setChanging(true)}>
          {strings.change}
        </Button>
      )}
    </div>
  );
}

function Asking({ onRate, ...before }: { score: number; comment: string; onRate: RatingProps['onRate'] }) {
  const [score, setScore] = useState(before.score);
  const [comment, setComment] = useState(before.comment);
  const [state, setState] = useState<'asking' | 'sending' | 'failed'>('asking');
  const name = useId();
  const form = useRef<HTMLFormElement | null>(null);
  const chosen = score > 0;
  // What comes with the first star would stand below the edge.
  useEffect(() => {
    if (chosen) form.current?.scrollIntoView({ block: 'end' });
  }, [chosen]);
  const send = async () => {
    setState('sending');
    await onRate(score, comment.trim() === '' ? null : comment).catch(() => setState('failed'));
  };
  return (
    <form
      ref={form}
      className="w-rating"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset disabled={state === 'sending'}>
        <legend>{strings.question}</legend>
        <div className="w-stars">
          {SCORES.map((value) => (
            <label key={value} data-on={value <= score} title={strings.scores[value - 1]}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={value === score}
                aria-label={strings.scores[value - 1]}
                onChange={() => setScore(value)}
              />
              <Star size={28} strokeWidth={1.5} aria-hidden="true" />
            </label>
          ))}
        </div>
        {chosen && (
          <>
            <p className="w-said" aria-hidden="true">
              {strings.scores[score - 1]}
            </p>
            <label className="w-why">
              <span>
                {strings.comment} ({strings.optional})
              </span>
              <textarea
                dir="auto"
                rows={2}
                maxLength={COMMENT_MAX}
                value={comment}
                onInput={(event) => setComment(event.currentTarget.value)}
              />
            </label>
            <Button tone="action" size="large" type="submit">
              {state === 'sending' ? strings.sending : strings.send}
            </Button>
          </>
        )}
      </fieldset>
      {state === 'failed' && <p role="alert">{strings.lost}</p>}
    </form>
  );
}
