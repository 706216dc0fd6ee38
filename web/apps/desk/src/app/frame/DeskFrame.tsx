import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { KeySheet } from '../../features/keys/KeySheet';
import { Palette } from '../../features/palette/Palette';
import { useDesk } from '../../shared/desk/context';
import { useAction } from '../../shared/keys/actions';
import { withoutEntry } from '../search';
import { Rail } from './Rail';
import { useDeskKeys } from './useDeskKeys';
import { useHealing } from './useHealing';
import { usePlaces } from './usePlaces';
import { usePageTitle } from './usePageTitle';
import { useUnreadForMe } from './useUnreadForMe';

/** What stands around every page of the desk: the rail, the state of the line, keys and palette. */
export function DeskFrame() {
  const { me } = useDesk();
  const navigate = useNavigate();
  const unread = useUnreadForMe();
  const [palette, setPalette] = useState(false);
  const [keySheet, setKeySheet] = useState(false);
  const { pathname } = useLocation();
  const reading = pathname.includes('/c/');
  const placesFor = usePlaces();
  const inList = pathname === '/' || reading;
  useHealing();
  usePageTitle(unread);
  useDeskKeys();
  useAction('desk.palette', () => setPalette(true));
  useAction('desk.keys', () => setKeySheet(true));
  useAction('desk.search', () => void navigate({ to: '/search', search: { q: '' } }));
  useAction('desk.board', () => void navigate({ to: '/board' }), me.role !== 'agent');
  useAction('desk.settings', () => void navigate({ to: '/settings' }));
  useAction('desk.account', () => void navigate({ to: '/account' }));

  return (
    <div className="flex h-full flex-col bg-paper two:flex-row">
      <div className={`order-last two:order-first ${reading ? 'hidden two:block' : ''}`}>
        <Rail unread={unread} onKeys={() => setKeySheet(true)} />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <main className="min-h-0 flex-1">
          <Outlet />
        </main>
      </div>
      <KeySheet open={keySheet} onOpenChange={setKeySheet} />
      <Palette
        open={palette}
        onOpenChange={setPalette}
        openConversation={(conversationId) =>
          void navigate({ to: '/c/$conversationId', params: { conversationId }, search: inList ? withoutEntry : {} })
        }
        placesFor={placesFor}
      />
    </div>
  );
}
