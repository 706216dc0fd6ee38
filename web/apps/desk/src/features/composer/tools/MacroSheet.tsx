import type { Conversation, Macro } from '@deskbell/protocol';
import { Icon } from '@deskbell/ui';
import { Zap } from 'lucide-react';
import { useColleagues } from '../../../shared/desk/queries';
import { useRecords } from '../../../shared/desk/records';
import { useCategoryName } from '../../../shared/desk/names';
import { PickList, type PickItem } from '../../../shared/pick/PickList';
import { useTeamwork } from '../../../shared/teamwork/teamwork';
import { Sheet } from '../../../shared/ui/Sheet';
import { strings } from '../strings';
import { macroWords } from './macroWords';

export interface MacroSheetProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Several steps in one: each macro says what it will do before it is run. */
export function MacroSheet({ conversation, open, onOpenChange }: MacroSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={strings.macros.title}>
      <Macros conversation={conversation} shut={() => onOpenChange(false)} />
    </Sheet>
  );
}

function Macros({ conversation, shut }: { conversation: Conversation; shut: () => void }) {
  const { data, isPending, isError } = useRecords('macros');
  const { data: teams } = useRecords('teams');
  const colleagues = useColleagues();
  const category = useCategoryName();
  const { run } = useTeamwork();
  const names = {
    agent: (id: string) => colleagues.find((one) => one.id === id)?.name,
    team: (id: string) => teams?.find((one) => one.id === id)?.name,
    category,
  };
  const items = (data ?? []).map((macro): PickItem & { macro: Macro } => ({
    key: macro.id,
    words: macro.name,
    meaning: macroWords(macro, names),
    mark: <Icon of={Zap} className="text-faint" />,
    macro,
  }));
  const nothing = isPending ? strings.macros.loading : isError ? strings.macros.failed : strings.macros.nothing;
  return (
    <PickList
      label={strings.macros.title}
      placeholder={strings.macros.placeholder}
      items={items}
      nothing={nothing}
      onPick={({ macro }) => {
        shut();
        void run(conversation, macro);
      }}
    />
  );
}
