import type { MacroAction } from '@deskbell/protocol';
import { Button, Icon } from '@deskbell/ui';
import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { MenuPanel, itemClass } from '../../../shared/ui/Menu';
import { Group } from '../fields/Frame';
import { ListEditor } from '../fields/ListEditor';
import type { Bound } from '../kit/useForm';
import { beginning, MOST_STEPS, stepTypes } from './steps';
import { StepInputs } from './StepInputs';
import { strings } from './strings';

/** The steps of a macro in their order. */
export function StepsField({ value, onChange, error }: Bound<MacroAction[]>) {
  const full = value.length >= MOST_STEPS;
  return (
    <Group label={strings.stepsLabel} hint={full ? strings.full : strings.stepsHint} error={error}>
      <ListEditor
        label={strings.stepsLabel}
        items={value}
        onChange={onChange}
        nameOf={(index) => {
          const step = value[index];
          return step ? strings.step(index + 1, strings.types[step.type]) : strings.stepName(index + 1);
        }}
      >
        {(step, change) => <StepInputs step={step} onChange={change} />}
      </ListEditor>
      {!full && (
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger asChild>
            <Button className="self-start">
              <Icon of={Plus} /> {strings.addStep}
            </Button>
          </DropdownMenu.Trigger>
          <MenuPanel label={strings.addStep}>
            {stepTypes.map((type) => (
              <DropdownMenu.Item key={type} className={itemClass} onSelect={() => onChange([...value, beginning(type)])}>
                {strings.types[type]}
              </DropdownMenu.Item>
            ))}
          </MenuPanel>
        </DropdownMenu.Root>
      )}
    </Group>
  );
}
