import type { Block } from '@deskbell/protocol';
import { Button, Icon, TimeText } from '@deskbell/ui';
import { Network, UserRound } from 'lucide-react';
import { useDesk } from '../../../shared/desk/context';
import { Sentence } from '../../../shared/ui/Sentence';
import { useRemoval } from '../kit/useRemoval';
import { strings } from './strings';

/** One block, and the way to lift it. */
export function BlockRow({ block }: { block: Block }) {
  const { blocks } = useDesk().client.rest.settings;
  const remove = useRemoval('blocks');
  const { id, customer, address, reason, createdAt, by } = block;
  const name = customer?.name ?? address ?? '';
  const lift = () =>
    void remove({
      name,
      said: strings.unblocked(name),
      remove: () => blocks.remove(id),
      restore: () => blocks.add(customer ? { customerId: customer.id, reason } : { address: address ?? '', reason }),
    });
  return (
    <li className="flex min-h-14 items-center gap-3 py-2 ps-4 pe-3">
      <Icon of={customer ? UserRound : Network} className="text-faint" />
      <span className="min-w-0 flex-1">
        <span className="oneline block text-message font-medium">{name}</span>
        <span className="block text-meta wrap-anywhere text-muted">
          <bdi>{reason || strings.noReason}</bdi> · <Sentence>{strings.by(by.name)}</Sentence> · <TimeText at={createdAt} format="long" />
        </span>
      </span>
      <Button size="small" aria-label={strings.unblockOne(name)} onClick={lift}>
        {strings.unblock}
      </Button>
    </li>
  );
}
