/** What admins set, and the small collections a team keeps: labels, canned responses, macros and the like. */
import type { AgentPatch } from '../rest';
import type { Agent, Conversation, Priority, Role } from '../types';

/** How many minutes of business hours an answer may take; absent or null is no target. */
export interface SlaTarget {
  firstResponseMinutes?: number | null;
  nextResponseMinutes?: number | null;
  resolutionMinutes?: number | null;
}

/** Targets per priority, when they are warned of, and who hears of a breach. */
export interface SlaSettings {
  targets: Record<Priority, SlaTarget>;
  /** Warned when this much of the time has gone, in percent. */
  warnPercent: number;
  escalate: { to: 'none' | 'supervisors' | 'team'; teamId?: string | null };
}

/** What holds for the whole organisation. A number of minutes or days that is 0 switches its thing off. */
export interface OrganisationSettings {
  /** Which conversations agents see beside the queue; null is what the server was started with. */
  agentsSee: 'all' | 'team' | 'own' | null;
  ageingMinutes: number;
  idleNudgeMinutes: number;
  idleNudgeText: string;
  idleResolveMinutes: number;
  closeResolvedDays: number;
  retentionDays: number;
  sla: SlaSettings;
}

/** Days of the week, as business hours name them. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A stretch of one day, "09:00" to "17:00". */
export interface Opening {
  from: string;
  to: string;
}

/** When an inbox is staffed. A day without openings is closed, as is every holiday ("2026-12-25"). */
export interface BusinessHours {
  timeZone: string;
  days: Record<Weekday, Opening[]>;
  holidays: string[];
}

/** Sends conversations that match every condition it has to a team or a person. */
export interface RoutingRule {
  category?: string | null;
  subjectContains?: string | null;
  teamId?: string | null;
  agentId?: string | null;
}

/** To another team after a wait, or when the line is long. */
export interface Overflow {
  afterMinutes?: number | null;
  queueLength?: number | null;
  teamId: string;
}

/** How conversations of an inbox find somebody. */
export interface RoutingSettings {
  strategy: 'manual' | 'roundRobin' | 'leastLoaded';
  /** How long an agent may take to accept; 0 assigns at once. */
  offerSeconds: number;
  overflow: Overflow | null;
  rules: RoutingRule[];
}

/** Words no customer's message passes unseen with. */
export interface WordFilter {
  words: string[];
  action: 'mask' | 'hold' | 'refuse';
}

/** Everything that is set for one inbox; agents read it, admins write it. */
export interface InboxSettings {
  id: string;
  name: string;
  greeting: string | null;
  /** `#rrggbb`; null is the house's own. */
  color: string | null;
  chatEnabled: boolean;
  teamId: string;
  allowedOrigins: string[];
  businessHours: BusinessHours | null;
  routing: RoutingSettings;
  leaveMessage: boolean;
  ticketForm: boolean;
  wordFilter: WordFilter | null;
}

/** Fields of an inbox to change: what is absent stays. */
export type InboxSettingsPatch = Partial<Omit<InboxSettings, 'id'>>;

/** Agents who share work. */
export interface Team {
  id: string;
  name: string;
  agentCount: number;
}

/** A label of the organisation. */
export interface Label {
  id: string;
  name: string;
  color: string | null;
}

/** One of the things a conversation can be about; conversations carry its key. */
export interface CategoryRecord {
  id: string;
  key: string;
  name: string;
}

/** For whom a canned response or macro is. */
export type Scope = 'everyone' | 'team' | 'own';

/** A text written once and used often; `{{customer.name}}` and its like are filled in by the desk. */
export interface CannedResponse {
  id: string;
  shortcut: string;
  title: string;
  content: string;
  scope: Scope;
  teamId?: string | null;
  ownerId?: string | null;
  /** How often it was used. */
  uses: number;
}

/** A canned response to be made. */
export type NewCannedResponse = Pick<CannedResponse, 'shortcut' | 'title' | 'content' | 'scope' | 'teamId'>;

/** One step of a macro. */
export type MacroAction =
  | { type: 'reply' | 'note'; content: string }
  /** `me` is whoever runs it, null the queue. */
  | { type: 'assign'; agentId: string | null }
  | { type: 'transferTeam'; teamId: string }
  | { type: 'priority'; priority: Priority }
  | { type: 'category'; category: string }
  | { type: 'addLabel' | 'removeLabel'; label: string }
  | { type: 'snooze'; minutes: number }
  | { type: 'resolve' }
  | { type: 'close' };

/** Several actions in one; all of them happen or none. */
export interface Macro {
  id: string;
  name: string;
  scope: Scope;
  teamId?: string | null;
  ownerId?: string | null;
  actions: MacroAction[];
}

/** A macro to be made. */
export type NewMacro = Pick<Macro, 'name' | 'scope' | 'teamId' | 'actions'>;

/** Somebody asked to join as an agent. */
export interface Invitation {
  id: string;
  email: string;
  name?: string | null;
  role: Role;
  teamIds: string[];
  expiresAt: string;
  /** The address to hand over: told once, when it is made. */
  link?: string | null;
}

/** An invitation to be made. */
export type NewInvitation = Pick<Invitation, 'email' | 'name' | 'role'> & {
  /** The first team when absent. */
  teamIds?: string[];
};

/** An invitation as whoever holds its link sees it. */
export type OpenInvitation = Pick<Invitation, 'email' | 'name' | 'role'>;

/** One thing an audited change did. */
export interface AuditChange {
  field: string;
  from: unknown;
  to: unknown;
}

/** A line of the audit log. Nobody can change or remove one. */
export interface AuditRow {
  id: string;
  at: string;
  actor: { id?: string | null; name: string };
  /** What was done to what: "inbox.updated". */
  action: string;
  target: { type: string; id?: string | null; name: string };
  changes: AuditChange[];
}

/** A customer or an address that may not write. */
export interface Block {
  id: string;
  customer?: { id: string; name: string } | null;
  address?: string | null;
  reason: string;
  createdAt: string;
  by: { id?: string | null; name: string };
}

/** Somebody to be blocked: a customer or an address. */
export interface NewBlock {
  customerId?: string;
  address?: string;
  reason: string;
}

/** An account as admins see it. */
export type AgentAccount = Agent & {
  /** The keys of what they take; null is everything. */
  categories?: string[] | null;
  /** Live conversations they hold. */
  load?: number;
};

/** Changes of an account by an admin: what is absent stays. */
export type AccountPatch = AgentPatch & { categories?: string[] | null };

/** A conversation as a macro left it. */
export interface MacroReply {
  conversation: Conversation;
}
