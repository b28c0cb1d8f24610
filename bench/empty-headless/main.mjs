// The least that an Electron program without a window can do: get ready and end.
import { app } from 'electron';

void app.whenReady().then(() => app.exit(0));
