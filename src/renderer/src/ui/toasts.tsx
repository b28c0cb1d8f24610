import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { dismissNotice, useNotices } from '../lib/notices.ts';
import type { Notice, NoticeAction } from '../lib/notices.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { Button, IconButton } from './button.tsx';
import { StateMark } from './state-mark.tsx';

const INFO_MS = 8_000;
/** A failure takes longer to read, and what can be done takes longer to decide. */
const LONG_MS = 20_000;

/** What was said lately, in the corner and to screen readers. */
export function Toasts(): ReactNode {
  const notices = useNotices();
  return (
    <output className="notices" aria-label="Notices">
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </output>
  );
}

function Toast({ notice }: { readonly notice: Notice }): ReactNode {
  const isFailed = notice.tone === 'failed';
  const isLong = isFailed || notice.action !== null;
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissNotice(notice.id), isLong ? LONG_MS : INFO_MS);
    return () => clearTimeout(timer);
  }, [notice.id, isLong, isHeld]);
  return (
    <div
      className={`notice notice--${notice.tone}`}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <span className="notice__text">
        {isFailed ? <StateMark mark="failed" word="Failed" isShapeOnly /> : null} {notice.text}
      </span>
      {notice.action === null ? null : <Action id={notice.id} action={notice.action} />}
      <IconButton label="Dismiss" icon={<X size={14} aria-hidden="true" />} onClick={() => dismissNotice(notice.id)} />
    </div>
  );
}

function Action({ id, action }: { readonly id: number; readonly action: NoticeAction }): ReactNode {
  const act = (): void => {
    dismissNotice(id);
    action.run();
  };
  useShortcut('z', action.label, act);
  return (
    <Button look="quiet" title={`${action.label} (Z)`} onClick={act}>
      {action.label}
    </Button>
  );
}
