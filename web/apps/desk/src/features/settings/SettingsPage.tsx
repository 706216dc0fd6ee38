import { Navigate, useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { Lock, SignpostBig } from 'lucide-react';
import type { ComponentType } from 'react';
import { useDesk } from '../../shared/desk/context';
import { TWO_COLUMNS, useMedia } from '../../shared/hooks/useMedia';
import { Blank } from '../../shared/ui/Blank';
import { Confirm } from '../../shared/ui/Confirm';
import { AgentsSection } from './agents/AgentsSection';
import { AuditSection } from './audit/AuditSection';
import { BlocksSection } from './blocks/BlocksSection';
import { CannedSection } from './canned/CannedSection';
import { CategoriesSection } from './categories/CategoriesSection';
import { InboxesSection } from './inboxes/InboxesSection';
import { Page } from './pages/Page';
import { strings as words } from './kit/strings';
import { anythingUnsaved } from './kit/unsaved';
import { LabelsSection } from './labels/LabelsSection';
import { MacrosSection } from './macros/MacrosSection';
import { OrganisationSection } from './organisation/OrganisationSection';
import { SectionList } from './SectionList';
import { allowed, sectionGroups, sectionOf, type SectionId } from './sections';
import { strings } from './strings';
import { TeamsSection } from './teams/TeamsSection';

const SECTIONS: Record<SectionId, ComponentType<{ item: string | undefined }>> = {
  organisation: OrganisationSection,
  agents: AgentsSection,
  teams: TeamsSection,
  inboxes: InboxesSection,
  categories: CategoriesSection,
  labels: LabelsSection,
  'canned-responses': CannedSection,
  macros: MacrosSection,
  blocks: BlocksSection,
  audit: AuditSection,
};

/** The settings: the list of sections and the one that is open, side by side or, on a phone, one at a time. */
export function SettingsPage() {
  const { me } = useDesk();
  const { section, item } = useParams({ strict: false });
  const wide = useMedia(TWO_COLUMNS);
  const first = sectionGroups.flatMap((group) => group.sections).find((one) => allowed(one, me.role));
  if (section === undefined && wide && first) {
    return <Navigate to="/settings/$section" params={{ section: first.id }} replace />;
  }
  return (
    <div className="flex h-full">
      <SectionList open={section} />
      {section !== undefined && (
        <div key={`${section}/${item}`} className="h-full min-w-0 flex-1 scroll-pt-4 scroll-pb-30 overflow-y-auto">
          <OpenSection id={section} item={item} />
        </div>
      )}
      <LeaveQuestion />
    </div>
  );
}

function OpenSection({ id, item }: { id: string; item: string | undefined }) {
  const { me } = useDesk();
  const navigate = useNavigate();
  const section = sectionOf(id);
  const home = { label: strings.toSections, run: () => void navigate({ to: '/settings' }) };
  if (section === null) {
    return (
      <Page title={strings.nowhere}>
        <Blank of={SignpostBig} title={strings.nowhereMeaning} action={home} />
      </Page>
    );
  }
  if (!allowed(section, me.role)) {
    return (
      <Page title={section.words}>
        <Blank of={Lock} title={strings.notYours} action={home}>
          {strings.notYoursMeaning}
        </Blank>
      </Page>
    );
  }
  const Open = SECTIONS[section.id];
  return <Open item={item} />;
}

const partOf = (search: object) => ('part' in search ? search.part : undefined);

/** Asked before what is not saved would be lost by going elsewhere. */
function LeaveQuestion() {
  const { status, proceed, reset } = useBlocker({
    // A filter that changes takes nothing from the page; another part or page does.
    shouldBlockFn: ({ current, next }) =>
      (current.pathname !== next.pathname || partOf(current.search) !== partOf(next.search)) && anythingUnsaved(),
    enableBeforeUnload: anythingUnsaved,
    withResolver: true,
  });
  return (
    <Confirm
      open={status === 'blocked'}
      onOpenChange={(open) => !open && reset?.()}
      title={words.leaveTitle}
      meaning={words.leaveMeaning}
      yes={words.leave}
      no={words.stay}
      onYes={() => proceed?.()}
    />
  );
}
