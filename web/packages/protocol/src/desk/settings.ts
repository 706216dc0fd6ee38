/** What admins set, and the small collections a team keeps: labels, canned responses, macros and the like. */
import type { AgentPatch } from '../rest';
import type { Schemas } from '../types';

/** How many minutes of business hours an answer may take; absent or null is no target. */
export type SlaTarget = Schemas['SlaTarget'];

/** Targets per priority, when they are warned of, and who hears of a breach. */
export type SlaSettings = Schemas['Sla'];

/** What holds for the whole organisation. A number of minutes or days that is 0 switches its thing off. */
export type OrganisationSettings = Schemas['OrganisationSettings'];

/** Days of the week, as business hours name them. */
export type Weekday = keyof Schemas['Week'];

/** A stretch of one day, "09:00" to "17:00". */
export type Opening = Schemas['Opening'];

/** When an inbox is staffed. A day without openings is closed, as is every holiday ("2026-12-25"). */
export type BusinessHours = Schemas['BusinessHours'];

/** Sends conversations that match every condition it has to a team or a person. */
export type RoutingRule = Schemas['RoutingRule'];

/** To another team after a wait, or when the line is long. */
export type Overflow = Schemas['Overflow'];

/** How conversations of an inbox find somebody; with `offerSeconds` 0 they are assigned at once. */
export type RoutingSettings = Schemas['Routing'];

/** Words no customer's message passes unseen with. */
export type WordFilter = Schemas['WordFilter'];

/** Everything that is set for one inbox; agents read it, admins write it. */
export type InboxSettings = Schemas['InboxSettings'];

/** Fields of an inbox to change: what is absent stays. */
export type InboxSettingsPatch = Partial<Omit<InboxSettings, 'id' | 'kind'>>;

/** Agents who share work. */
export type Team = Schemas['Team'];

/** A label of the organisation. */
export type Label = Schemas['Label'];

/** One of the things a conversation can be about; conversations carry its key. */
export type CategoryRecord = Schemas['Category'];

/** For whom a canned response or macro is. */
export type Scope = Schemas['Scope'];

/** A text written once and used often; `{{customer.name}}` and its like are filled in by the desk. */
export type CannedResponse = Schemas['CannedResponse'];

/** A canned response to be made. */
export type NewCannedResponse = Schemas['NewCannedResponse'];

/** One step of a macro. */
export type MacroAction = Schemas['MacroAction'];

/** Several actions in one; all of them happen or none. */
export type Macro = Schemas['Macro'];

/** A macro to be made. */
export type NewMacro = Schemas['NewMacro'];

/** Somebody asked to join as an agent; `link` is told once, to who made it. */
export type Invitation = Schemas['Invitation'];

/** An invitation to be made. */
export type NewInvitation = Schemas['NewInvitation'];

/** An invitation as whoever holds its link sees it. */
export type OpenInvitation = Schemas['OpenInvitation'];

/** One thing an audited change did. */
export type AuditChange = Schemas['AuditChange'];

/** A line of the audit log. Nobody can change or remove one. */
export type AuditRow = Schemas['AuditRow'];

/** A customer or an address that may not write. */
export type Block = Schemas['Block'];

/** Somebody to be blocked: a customer or an address. */
export type NewBlock = Schemas['NewBlock'];

/** Changes of an account by an admin: what is absent stays. */
export type AccountPatch = AgentPatch;
