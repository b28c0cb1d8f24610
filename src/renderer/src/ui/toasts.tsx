import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { dismissNotice, useNotices } from '../lib/notices.ts';
import type { Notice } from '../lib/notices.ts';
import { IconButton } from './button.tsx';
import { StateMark } from './state-mark.tsx';

const INFO_MS = 8_000;
const FAILED_MS = 20_000;

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
  useEffect(() => {
    const timer = setTimeout(() => dismissNotice(notice.id), isFailed ? FAILED_MS : INFO_MS);
    return () => clearTimeout(timer);
  }, [notice.id, isFailed]);
  return (
    <div className={`notice notice--${notice.tone}`}>
      <span className="notice__text">
        {isFailed ? <StateMark mark="failed" word="Failed" isShapeOnly /> : null} {notice.text}
      </span>
      <IconButton label="Dismiss" icon={<X size={14} aria-hidden="true" />} onClick={() => dismissNotice(notice.id)} />
    </div>
  );
}
