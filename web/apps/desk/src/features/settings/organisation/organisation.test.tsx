import type { OrganisationSettings } from '@deskbell/protocol';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { atSettings } from '../../../test/settings';

afterEach(cleanup);

const target = { firstResponseMinutes: 240, nextResponseMinutes: 240, resolutionMinutes: null };
const now: OrganisationSettings = {
  agentsSee: 'team',
  ageingMinutes: 10,
  idleNudgeMinutes: 0,
  idleNudgeText: '',
  idleResolveMinutes: 0,
  closeResolvedDays: 7,
  retentionDays: 0,
  sla: {
    targets: { low: target, medium: target, high: target, urgent: target },
    warnPercent: 80,
    escalate: { to: 'none', teamId: null },
  },
};

async function opened() {
  const changeOrganisation = vi.fn((patch: Partial<OrganisationSettings>) => Promise.resolve({ ...now, ...patch }));
  atSettings('/settings/organisation', { organisation: () => Promise.resolve(now), changeOrganisation });
  const part = await screen.findByRole('form', { name: 'Answer times' });
  const save = () => userEvent.click([...part.querySelectorAll('button')].find((button) => button.type === 'submit')!);
  return { changeOrganisation, save };
}

describe('answer times', () => {
  it('are written as people say them and sent as minutes', async () => {
    const { changeOrganisation, save } = await opened();
    const cell = screen.getByLabelText('Urgent: First answer');
    expect(cell).toHaveProperty('value', '4 h');
    await userEvent.clear(cell);
    await userEvent.type(cell, '90');
    await userEvent.tab();
    expect(cell).toHaveProperty('value', '1 h 30 min');
    await save();
    const { sla } = changeOrganisation.mock.calls[0]![0];
    expect(sla?.targets.urgent).toEqual({ ...target, firstResponseMinutes: 90 });
    expect(sla?.targets.low).toEqual(target);
    expect(changeOrganisation.mock.calls[0]![0]).not.toHaveProperty('ageingMinutes');
  });

  it('that cannot be read stay as they were written, and nothing is sent', async () => {
    const { changeOrganisation, save } = await opened();
    const cell = screen.getByLabelText('Low: Resolved');
    await userEvent.type(cell, 'soon');
    await save();
    expect(cell).toHaveProperty('value', 'soon');
    expect(cell.getAttribute('aria-invalid')).toBe('true');
    expect(changeOrganisation).not.toHaveBeenCalled();
  });

  it('name the team that gets what is late', async () => {
    const { changeOrganisation, save } = await opened();
    await userEvent.click(screen.getByLabelText('Give it to a team'));
    await save();
    expect(await screen.findByText('Choose the team that gets it.')).toBeTruthy();
    expect(changeOrganisation).not.toHaveBeenCalled();
  });
});

describe('what happens to idle conversations', () => {
  it('asks for the words only when there is something to say', async () => {
    await opened();
    expect(screen.queryByLabelText('What they are asked')).toBeNull();
    await userEvent.type(screen.getByLabelText('Ask an idle customer'), '5');
    expect(screen.getByLabelText('What they are asked')).toBeTruthy();
  });
});
