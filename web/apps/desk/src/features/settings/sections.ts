import type { Role } from '@deskbell/protocol';
import type { IconProps } from '@deskbell/ui';
import { Ban, Building2, History, Inbox, MessageSquareText, Shapes, Tag, UserRound, UsersRound, Zap } from 'lucide-react';
import { strings } from './strings';

/** The sections, as they stand in the address. */
export type SectionId =
  | 'organisation'
  | 'agents'
  | 'teams'
  | 'inboxes'
  | 'categories'
  | 'labels'
  | 'canned-responses'
  | 'macros'
  | 'blocks'
  | 'audit';

/** One section in the list. */
export interface Section {
  readonly id: SectionId;
  readonly words: string;
  readonly icon: IconProps['of'];
  /** The least role that has something to do there. */
  readonly least: Role;
}

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

const { names, groups } = strings;

/** Every section in the order of the list, under what they are about. */
export const sectionGroups: readonly { readonly words: string; readonly sections: readonly Section[] }[] = [
  {
    words: groups.writing,
    sections: [
      { id: 'canned-responses', words: names['canned-responses'], icon: MessageSquareText, least: 'agent' },
      { id: 'macros', words: names.macros, icon: Zap, least: 'agent' },
      { id: 'labels', words: names.labels, icon: Tag, least: 'admin' },
      { id: 'categories', words: names.categories, icon: Shapes, least: 'admin' },
    ],
  },
  {
    words: groups.people,
    sections: [
      { id: 'agents', words: names.agents, icon: UserRound, least: 'admin' },
      { id: 'teams', words: names.teams, icon: UsersRound, least: 'admin' },
    ],
  },
  {
    words: groups.organisation,
    sections: [
      { id: 'organisation', words: names.organisation, icon: Building2, least: 'admin' },
      { id: 'inboxes', words: names.inboxes, icon: Inbox, least: 'admin' },
      { id: 'blocks', words: names.blocks, icon: Ban, least: 'admin' },
      { id: 'audit', words: names.audit, icon: History, least: 'admin' },
    ],
  },
];

/** Whether somebody of this role has something to do in a section. */
export function allowed({ least }: Section, role: Role): boolean {
  return RANK[role] >= RANK[least];
}

/** The section of an address; null when there is none of that name. */
export function sectionOf(id: string): Section | null {
  return sectionGroups.flatMap((group) => group.sections).find((section) => section.id === id) ?? null;
}
