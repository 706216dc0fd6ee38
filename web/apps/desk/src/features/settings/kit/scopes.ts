/** For whom canned responses and macros are, and who may change them. */
import type { Agent, Scope, Team } from '@deskbell/protocol';
import type { Option } from '../fields/SelectField';

export const scopeWords: Record<Scope, string> = { everyone: 'Everybody', team: 'One team', own: 'Only me' };

const MEANINGS: Record<Scope, string> = {
  everyone: 'Every agent finds it.',
  team: 'The agents of the team find it.',
  own: 'Nobody else sees it.',
};

interface Scoped {
  scope: Scope;
  ownerId?: string | null;
  teamId?: string | null;
}

/** Whether one may keep what others use too. */
export const mayShare = ({ role }: Pick<Agent, 'role'>): boolean => role !== 'agent';

/** Whether one may change this one: one's own, or a shared one if that is one's task. */
export function mayChange(me: Pick<Agent, 'id' | 'role'>, { scope, ownerId }: Scoped): boolean {
  return scope === 'own' ? ownerId == null || ownerId === me.id : mayShare(me);
}

/** The scopes this agent may choose. */
export function scopeOptions(me: Pick<Agent, 'role'>): readonly Option<Scope>[] {
  const scopes: readonly Scope[] = mayShare(me) ? ['everyone', 'team', 'own'] : ['own'];
  return scopes.map((value) => ({ value, words: scopeWords[value], meaning: MEANINGS[value] }));
}

/** For whom it is, in a word: "Everybody", "Billing", "Only me". */
export function scopeName({ scope, teamId }: Scoped, teams: readonly Pick<Team, 'id' | 'name'>[]): string {
  return (scope === 'team' ? teams.find(({ id }) => id === teamId)?.name : undefined) ?? scopeWords[scope];
}
