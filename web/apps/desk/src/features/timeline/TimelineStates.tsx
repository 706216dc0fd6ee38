import { Skeleton, VisuallyHidden } from '@deskbell/ui';
import { MessageCircleQuestionMark, TriangleAlert } from 'lucide-react';
import { Blank } from '../../shared/ui/Blank';
import { strings } from './strings';

const WIDTHS = ['62%', '38%', '74%', '50%'];

/** Where letters will stand. */
export function LoadingTimeline() {
  return (
    <div className="mx-auto flex w-full max-w-220 flex-1 flex-col justify-end gap-5 px-6 pb-10 two:px-8">
      <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
      {WIDTHS.map((width) => (
        <div key={width} className="flex gap-3">
          <Skeleton width="28px" height="28px" className="rounded-full!" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton width="96px" height="12px" />
            <Skeleton width={width} height="14px" />
          </span>
        </div>
      ))}
    </div>
  );
}

/** There is no such conversation for this agent. */
export function MissingTimeline() {
  return (
    <Blank of={MessageCircleQuestionMark} title={strings.missing}>
      {strings.missingMeaning}
    </Blank>
  );
}

/** It could not be opened. */
export function FailedTimeline({ sentence, retry }: { sentence: string | null; retry: () => void }) {
  return (
    <Blank bad of={TriangleAlert} title={strings.failed} action={{ label: strings.again, run: retry }}>
      {sentence}
    </Blank>
  );
}
