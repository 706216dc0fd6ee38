import type { Role } from '@deskbell/protocol';
import { roleWords } from '../../../shared/words/words';
import type { Option } from '../fields/SelectField';
import { strings } from './strings';

const ROLES: readonly Role[] = ['agent', 'supervisor', 'admin'];

/** The roles with what each may do. */
export const roleOptions: readonly Option<Role>[] = ROLES.map((value) => ({
  value,
  words: roleWords[value],
  meaning: strings.roles[value],
}));
