import './styles.css';
import { createClient, createRest } from '@deskbell/client';
import { browserLocks, browserOnline } from '@deskbell/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { applyTheme } from './shared/desk/prefs';
import { Session } from './shared/session/session';

applyTheme();

const url = location.origin;
const session = new Session(createRest({ url }), (me, token) =>
  createClient({ url, side: 'agent', person: me.id, token, online: browserOnline(), locks: browserLocks() }),
);
void session.restore();

const root = document.getElementById('app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  );
}
