import { Bug } from '../base/errors.ts';
import type { Route } from '../base/route.ts';

/** What the server answers, by path. */
export class Addresses {
  readonly #byPath = new Map<string, Map<string, Route>>();

  constructor(routes: readonly Route[]) {
    this.add(routes);
  }

  add(routes: readonly Route[]): void {
    for (const route of routes) {
      const methods = this.#byPath.get(route.path) ?? new Map<string, Route>();
      if (methods.has(route.method)) throw new Bug(`${route.method} ${route.path} is served already`);
      this.#byPath.set(route.path, methods.set(route.method, route));
    }
  }

  /** The route for a request; HEAD is answered by that of GET. `allowed`: what the path takes; empty where there is no such path. */
  find(method: string, path: string): { readonly route: Route | undefined; readonly allowed: readonly string[] } {
    const methods = this.#byPath.get(path);
    if (methods === undefined) return { route: undefined, allowed: [] };
    const allowed = [...methods.keys()].flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each]));
    return { route: methods.get(method === 'HEAD' ? 'GET' : method), allowed };
  }
}
