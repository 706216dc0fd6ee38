import type { RoutingSettings } from '@deskbell/protocol';
import type { Problems } from '../../kit/problems';
import { strings } from './strings';

/** What is wrong with routing before the server is asked. */
export function routingProblems({ rules, overflow }: RoutingSettings): Problems {
  const found: Record<string, string> = {};
  rules.forEach(({ category, subjectContains, teamId, agentId }, index) => {
    if (!category && !subjectContains?.trim()) found[`routing.rules[${index}]`] = strings.ruleNoCondition(index + 1);
    else if (!teamId && !agentId) found[`routing.rules[${index}]`] = strings.ruleNoTarget(index + 1);
  });
  if (overflow && overflow.teamId === '') found['routing.overflow.teamId'] = strings.overflowTeamMissing;
  if (overflow && !overflow.afterMinutes && !overflow.queueLength) {
    found['routing.overflow.afterMinutes'] = strings.overflowWhenMissing;
  }
  return found;
}
