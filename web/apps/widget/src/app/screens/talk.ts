/** What shows and writes into a conversation: fetched while somebody reads the first words of the widget. */
import { part } from './OnDemand';

export const talk = part(() => import('./talking'));
