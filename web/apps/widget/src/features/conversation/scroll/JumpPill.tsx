import { Icon } from '@deskbell/ui';
import { ArrowDown } from '../../../parts/icons';
import { strings } from '../../../strings';

/** Leads to the newest while one reads further up; says how many came meanwhile. */
export function JumpPill({ count, onJump }: { count: number; onJump: () => void }) {
  return (
    <button type="button" className="w-pill" data-count={count > 0} onClick={onJump}>
      <Icon of={ArrowDown} label={count > 0 ? '' : strings.timeline.jump} />
      {count > 0 && strings.timeline.pill(count)}
    </button>
  );
}
