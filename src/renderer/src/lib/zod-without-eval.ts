import { z } from 'zod';

// The window's content security policy forbids `new Function`, which zod otherwise tries as soon as a schema is made.
// Imported before anything else in main.tsx for that reason.
z.config({ jitless: true });
