import './styles.css';
import { createClient, createRest } from '@deskbell/client';
import { browserLocks, browserOnline } from '@deskbell/react';
import { loadFormatter } from '@deskbell/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { openDrafts } from './shared/desk/drafts';
import { applyTheme } from './shared/desk/prefs';
import { Session, type MakeClient } from './shared/session/session';

applyTheme();
void loadFormatter();

const url = location.origin;
const makeClient: MakeClient = (me, token) => {
  openDrafts(me.id);
  return createClient({ url, side: 'agent', person: me.id, token, online: browserOnline(), locks: browserLocks() });
};
const tabs = new BroadcastChannel('deskbell.desk');
const session = new Session(createRest({ url }), makeClient, () => tabs.postMessage('left'));
tabs.onmessage = () => session.leftElsewhere();
void session.restore();

const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
}
