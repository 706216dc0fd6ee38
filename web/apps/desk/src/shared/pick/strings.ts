/** Every word of a list from which one picks. */
export const pickStrings = {
  found: (count: number) => (count === 1 ? '1 to choose from' : `${count} to choose from`),
  search: 'Type a name',
  nobody: 'Nobody by that name.',
  team: 'Team',
  agents: (count: number) => (count === 1 ? '1 agent' : `${count} agents`),
} as const;
