// What a cluster is given: objects of the API of Kubernetes, as far as they are written here.

export type Labels = { readonly [name: string]: string };

export type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly [field: string]: unknown;
};

/** One file of manifests, named after what it makes. */
export type ManifestFile = { readonly name: string; readonly manifests: readonly Manifest[] };

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';

/** What the pods of a service are found by; it can never be changed once it is applied. */
export const selectorOf = (service: string): Labels => ({ [NAME]: 'dure', [COMPONENT]: service });

/** What every object of a deployment carries. */
export const labelsOf = (service: string, business: string | undefined): Labels => ({
  ...selectorOf(service),
  ...(business === undefined ? {} : { 'app.kubernetes.io/part-of': business }),
  'app.kubernetes.io/managed-by': 'dure',
});
