// A browser as far as a sign-in needs one: it keeps cookies by host and port-less, as browsers do,
// and follows redirects.

type Answer = {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  readonly headers: Headers;
};

type Sending = {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
};

const REDIRECTS_MAX = 10;

export class Jar {
  readonly cookies = new Map<string, string>();

  #keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const at = pair.indexOf('=');
      const isOver = attributes.some((one) => /^max-age=0$|1970/i.test(one));
      if (isOver) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** One request, not followed. */
  async send(url: string, { method = 'GET', body, headers = {} }: Sending = {}): Promise<Answer> {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: this.header, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    this.#keep(response.headers);
    const { status, headers: answered } = response;
    return { status, url, headers: answered, text: await response.text() };
  }

  /** As a person goes: to the page where it ends. */
  async go(url: string, sending: Sending = {}): Promise<Answer> {
    let answer = await this.send(url, sending);
    for (let at = 0; at < REDIRECTS_MAX; at += 1) {
      const location = answer.headers.get('location');
      if (location === null) return answer;
      answer = await this.send(new URL(location, answer.url).href);
    }
    throw new Error(`${url} leads nowhere.`);
  }

  /** Presses a button of a form. */
  submit(page: Answer, fields: { readonly [name: string]: string }): Promise<Answer> {
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const hidden = [...page.text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const all = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
    return this.go(new URL(action, page.url).href, {
      method: 'POST',
      body: String(new URLSearchParams({ ...all, ...fields })),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }
}
