import { Skeleton } from '@deskbell/ui';
import { strings } from '../../strings';

/** The place where a conversation will stand. */
export function LoadingBubbles() {
  return (
    <div className="w-body w-loading-bubbles" role="status" aria-label={strings.boot.loading}>
      <Skeleton width="62%" height="40px" />
      <Skeleton width="48%" height="62px" />
      <Skeleton width="70%" height="40px" />
    </div>
  );
}
