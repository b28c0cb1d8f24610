import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { ChannelEditor } from './channel-editor.tsx';
import { channelKinds, isChannelKind } from './notification-words.ts';
import { channelsPath } from './paths.ts';
import { RemoveButton } from './remove-button.tsx';
import './notifications.css';

/** Adds a channel of the kind that the address names. */
export function NewChannelPage(): ReactNode {
  const [params] = useSearchParams();
  const named = params.get('kind') ?? '';
  const kind = isChannelKind(named) ? named : 'desktop';
  return (
    <ChannelFrame
      title={`New channel: ${channelKinds[kind].label}`}
      row={null}
      show={(rows) => <ChannelEditor key={kind} row={null} kind={kind} taken={rows.map(({ channel }) => channel.id)} />}
    />
  );
}

/** Changes a channel. */
export function ChannelPage(): ReactNode {
  const { id = '' } = useParams();
  const channels = useOperation('notifications.channels', {});
  const row = channels.data?.find(({ channel }) => channel.id === id) ?? null;
  return (
    <ChannelFrame
      title={row?.channel.name ?? 'Channel'}
      row={row}
      show={() =>
        row === null ? (
          <EmptyState title={`There is no channel ${id}.`} actions={<Link to={channelsPath}>All channels</Link>}>
            It may have been removed.
          </EmptyState>
        ) : (
          <ChannelEditor key={id} row={row} kind={row.channel.kind} taken={[]} />
        )
      }
    />
  );
}

interface ChannelFrameProps {
  readonly title: string;
  /** What is edited, where there is something stored. */
  readonly row: ChannelRow | null;
  readonly show: (rows: readonly ChannelRow[]) => ReactNode;
}

function ChannelFrame({ title, row, show }: ChannelFrameProps): ReactNode {
  const channels = useOperation('notifications.channels', {});
  return (
    <div className="page">
      <PageHeader
        title={title}
        sentence={row === null ? '' : channelKinds[row.channel.kind].hint}
        actions={row === null ? undefined : <RemoveButton what="channel" id={row.channel.id} name={row.channel.name} />}
      />
      <SettingsTabs />
      {channels.data !== undefined ? (
        show(channels.data)
      ) : channels.error === null ? (
        <LoadingState what="the channel" rows={12} />
      ) : (
        <ErrorState what="the channel" error={channels.error} onRetry={() => void channels.refetch()} />
      )}
    </div>
  );
}
