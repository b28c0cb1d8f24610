import type { ReactNode } from 'react';
import { useShortcutList } from '../lib/shortcuts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** The keys that do something on this page. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const shortcuts = useShortcutList();
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="keys">
        <Keys keys="Ctrl K" label="Open anything by name (⌘ K on a Mac)" />
        {shortcuts.map((shortcut) => (
          <Keys key={shortcut.keys} keys={shortcut.keys.toUpperCase()} label={shortcut.label} />
        ))}
        <Keys keys="↑ ↓ Home End" label="Move in a list; letters jump to a name" />
        <Keys keys="Enter" label="Open what is chosen" />
        <Keys keys="Esc" label="Close what is open" />
      </dl>
      <div className="dialog__actions">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

function Keys({ keys, label }: { readonly keys: string; readonly label: string }): ReactNode {
  return (
    <div>
      <dt>
        {keys.split(' ').map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  );
}
