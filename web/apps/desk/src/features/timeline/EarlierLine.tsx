import { Button, Spinner } from '@deskbell/ui';
import { strings } from './strings';
import type { Earlier } from './reading/useEarlier';

/** At the top, over the timeline, so that its coming and going moves nothing. */
export function EarlierLine({ loading, failed, full, retry }: Earlier) {
  if (!loading && !failed && !full) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 flex justify-center">
      <div className="float pointer-events-auto flex items-center gap-2 rounded-full border border-line bg-surface px-3 py-1 text-label text-muted shadow-float">
        {loading && <Spinner label={strings.loadingEarlier} />}
        {failed && (
          <>
            {strings.earlierFailed}
            <Button tone="plain" size="small" onClick={retry}>
              {strings.again}
            </Button>
          </>
        )}
        {full && strings.full}
      </div>
    </div>
  );
}
