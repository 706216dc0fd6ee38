import type { Availability } from '@deskbell/protocol';
import { useAgents } from '@deskbell/react';
import { Dot, VisuallyHidden } from '@deskbell/ui';
import { useDesk } from '../../shared/desk/context';
import { useOperations } from '../../shared/desk/operations';
import { Choice } from '../../shared/ui/Choice';
import { availabilityMeanings, availabilityTones, availabilityWords } from '../../shared/words/words';
import { strings } from './strings';

const CHOICES: readonly Availability[] = ['online', 'away', 'busy', 'offline'];
const OPTIONS = CHOICES.map((value) => ({
  value,
  words: availabilityWords[value],
  meaning: availabilityMeanings[value],
  mark: (
    <Dot tone={availabilityTones[value]}>
      <VisuallyHidden />
    </Dot>
  ),
}));

/** One's own availability, as the server has it now. */
export function useAvailability(): Availability {
  const { me } = useDesk();
  return useAgents().get(me.id)?.availability ?? me.availability;
}

/** What one is for customers, and a menu to change it; compact for the rail, where the word stands below its dot. */
export function AvailabilityMenu({ compact = false }: { compact?: boolean }) {
  const availability = useAvailability();
  const { setAvailability } = useOperations();
  return (
    <Choice
      label={strings.availability}
      value={availability}
      options={OPTIONS}
      onChange={(value) => void setAvailability(value)}
      bare={compact}
      className={compact ? 'h-12 w-13 px-0! text-[0.6875rem]! leading-4! font-normal! text-muted!' : ''}
    >
      <Dot tone={availabilityTones[availability]} className={compact ? 'flex-col gap-1!' : ''}>
        {availabilityWords[availability]}
      </Dot>
    </Choice>
  );
}
