import type { ReactNode } from 'react';
import { AuditList } from '../../ui/audit-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RunTabs } from './run-tabs.tsx';
import './runs.css';

/** Everything that people did by hand, newest first. */
export function ByHandPage(): ReactNode {
  return (
    <div className="page runs-page">
      <PageHeader title="By hand" sentence="What people did, in the window, the tray or on the command line." />
      <RunTabs />
      <AuditList />
    </div>
  );
}
