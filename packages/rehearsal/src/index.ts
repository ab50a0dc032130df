// What a business is rehearsed with: what must hold of it, who comes, and simulated systems.

export * from './persistent-map.ts';
export * from './world.ts';
