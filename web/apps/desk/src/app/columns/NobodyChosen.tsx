import { MessageSquare } from 'lucide-react';
import { useAvailability } from '../../features/account/AvailabilityMenu';
import { useOperations } from '../../shared/desk/operations';
import { Blank } from '../../shared/ui/Blank';
import { strings } from '../strings';

/** The place of a conversation while none is open. Who has just come learns here that nobody sees them yet. */
export function NobodyChosen() {
  const { setAvailability } = useOperations();
  const offline = useAvailability() === 'offline';
  const goOnline = { label: strings.goOnline, run: () => void setAvailability('online') };
  return (
    <div className="hidden flex-1 place-items-center two:grid">
      <div className="relative">
        <Blank of={MessageSquare} title={strings.choose}>
          {strings.chooseMeaning}
        </Blank>
        {/* Out of the flow, so that the words above stay where they are once it is gone. */}
        <div className="absolute inset-x-0 top-full">{offline && <Blank title={strings.offlineHint} action={goOnline} />}</div>
      </div>
    </div>
  );
}
