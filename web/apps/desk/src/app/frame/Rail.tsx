import { Avatar, Badge, BellMark, Icon, VisuallyHidden } from '@deskbell/ui';
import { Link, useLocation } from '@tanstack/react-router';
import { Gauge, Keyboard, MessageSquare, Search, Settings } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { AvailabilityMenu } from '../../features/account/AvailabilityMenu';
import { useDesk } from '../../shared/desk/context';
import { hintOf } from '../../shared/keys/bindings';
import { IconButton, Tip } from '../../shared/ui/IconButton';
import { strings } from '../strings';

const LINK =
  'relative grid size-10 place-items-center rounded-control text-muted hover:bg-line/60 aria-[current=page]:bg-surface aria-[current=page]:text-ink';

export interface RailProps {
  unread: number;
  onKeys: () => void;
}

/** Where one can go, and how one stands: at the side on a desk, below on a phone. */
export function Rail({ unread, onKeys }: RailProps) {
  const { me } = useDesk();
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={strings.rail}
      className="flex h-14 items-center justify-around border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)] two:h-full two:w-14 two:flex-col two:justify-start two:gap-1 two:border-e two:border-t-0 two:py-2"
    >
      <BellMark size={24} label={strings.product} className="my-2 hidden! two:block!" />
      <RailTip label={strings.conversations}>
        <Link
          to="/"
          search={(before) => before}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={pathname === '/' || pathname.startsWith('/c/') ? 'page' : undefined}
          className={LINK}
        >
          <Icon of={MessageSquare} size={20} />
          <VisuallyHidden>{strings.conversations}</VisuallyHidden>
          <Badge count={unread} label={strings.unread(unread)} className="absolute -end-0.5 -top-0.5" />
        </Link>
      </RailTip>
      <RailTip label={strings.search} hint={hintOf('desk.search')}>
        <Link to="/search" search={{ q: '' }} activeOptions={{ includeSearch: false }} className={LINK}>
          <Icon of={Search} size={20} />
          <VisuallyHidden>{strings.search}</VisuallyHidden>
        </Link>
      </RailTip>
      {me.role !== 'agent' && (
        <RailTip label={strings.board} hint={hintOf('desk.board')}>
          <Link to="/board" className={LINK}>
            <Icon of={Gauge} size={20} />
            <VisuallyHidden>{strings.board}</VisuallyHidden>
          </Link>
        </RailTip>
      )}
      <span className="hidden flex-1 two:block" />
      <RailTip label={strings.settings} hint={hintOf('desk.settings')}>
        <Link to="/settings" className={LINK}>
          <Icon of={Settings} size={20} />
          <VisuallyHidden>{strings.settings}</VisuallyHidden>
        </Link>
      </RailTip>
      <IconButton of={Keyboard} iconSize={20} label={strings.keys} hint={hintOf('desk.keys')} onClick={onKeys} className="hidden! size-10! two:inline-flex!" />
      <AvailabilityMenu compact />
      <RailTip label={strings.account}>
        <Link to="/account" className={LINK}>
          <Avatar name={me.name} src={me.avatarUrl} size={28} />
          <VisuallyHidden>{strings.account}</VisuallyHidden>
        </Link>
      </RailTip>
    </nav>
  );
}

function RailTip({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tip label={label} hint={hint} side="right" />
    </Tooltip.Root>
  );
}
