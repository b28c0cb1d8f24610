// Signs in at the sample portal and turns the pages of its list in a page that nobody sees, reads nothing, and ends.
import { app, BrowserWindow } from 'electron';

/** @param {string} name */
const argument = (name) => {
  const found = process.argv.find((each) => each.startsWith(`--${name}=`));
  return found?.slice(name.length + 3) ?? '';
};

const list = `${argument('portal')}/app/work/list?work_visit_completion=none%7C%7CNo%20visits%20completed%7C%7CWork%20Visits%20Completed&order_direction=asc`;

/** Resolves in the page once a condition, in words of its script, holds. @param {string} condition */
const until = (condition) => `new Promise((resolve) => {
  const holds = () => ${condition};
  if (holds()) return resolve(true);
  const observer = new MutationObserver(() => {
    if (!holds()) return;
    observer.disconnect();
    resolve(true);
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
})`;

/**
 * Resolves once the next page is there as a whole: `loadURL` takes the end of any load for that of its own.
 * @param {Electron.WebContents} contents @returns {Promise<void>}
 */
const arrival = (contents) =>
  new Promise((resolve) => {
    contents.once('did-finish-load', () => resolve());
  });

async function load() {
  const webPreferences = {
    offscreen: true,
    sandbox: true,
    contextIsolation: true,
    backgroundThrottling: false,
    partition: 'bench',
  };
  const window = new BrowserWindow({ show: false, webPreferences });
  const { webContents: contents } = window;
  /** @param {string} script @returns {Promise<unknown>} */
  const ask = async (script) => {
    try {
      return await contents.executeJavaScript(script);
    } catch (error) {
      throw new Error(`${contents.getURL()} could not do ${script.slice(0, 200)}`, { cause: error });
    }
  };
  await contents.loadURL(list);
  const isIn = arrival(contents);
  await ask(`(() => {
    document.querySelector('input[name="email"]').value = ${JSON.stringify(argument('portal-user'))};
    document.querySelector('input[name="password"]').value = ${JSON.stringify(argument('portal-password'))};
    document.querySelector('form.login-form input[type="submit"], form.login-form button[type="submit"]').click();
  })()`);
  await isIn;
  await contents.loadURL(list);
  const rows = "document.querySelectorAll('.work-list-item').length";
  await ask(until(`${rows} > 0`));
  await ask(`(() => {
    document.querySelector('.ks-select input[name="limit"] ~ .ks-select-selection').click();
    const size = [...document.querySelectorAll('.ks-select input[name="limit"] ~ .ks-select-dropdown li')];
    size.find(({ textContent }) => textContent.includes('100')).click();
  })()`);
  await ask(until(`${rows} > 25`));
  for (;;) {
    const turned = await ask(`(() => {
      const next = document.querySelector('.paginator-wrapper .next-page:not(.disabled), .length-aware-pagination .next-page:not(.disabled)');
      if (next === null) return null;
      const first = document.querySelector('.work-list-item').className;
      next.click();
      return first;
    })()`);
    if (turned === null) break;
    await ask(until(`(document.querySelector('.work-list-item')?.className ?? '') !== ${JSON.stringify(turned)}`));
  }
  if ((await ask(rows)) === 0) throw new Error('The list came to be empty.');
}

app.on('window-all-closed', () => undefined);
void app
  .whenReady()
  .then(load)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${String(error)}\n`);
      app.exit(1);
    },
  );
