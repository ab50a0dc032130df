#!/usr/bin/env bash
# From a commit to what people use, one step after the other; a forge's workflow calls the same.
#   scripts/pipeline.sh check          types, lint, format
#   scripts/pipeline.sh test           all tests
#   scripts/pipeline.sh build          the image, with what it consists of
#   scripts/pipeline.sh scan           known weaknesses of what it depends on
#   scripts/pipeline.sh push           the image to its registry
#   scripts/pipeline.sh deploy         one pod of each service first; then all, or back again
# Settings: IMAGE (name and tag), CONFIG (file of the deployment), URL (where people reach the
# gateway), NAMESPACE, CANARY_SECONDS, ENGINE (podman or docker).
set -euo pipefail
cd "$(dirname "$0")/.."

image=${IMAGE:-localhost/dure:0.1.0}
config=${CONFIG:-deployments/lodging-on-kubernetes.yaml}
namespace=${NAMESPACE:-lodging}
canary=${CANARY_SECONDS:-60}
engine=${ENGINE:-podman}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

node() { node_modules/.bin/node "$@"; }
kube() { kubectl --namespace "$namespace" "$@"; }

check() { npm run check; }
tests() { npm test; }
build() {
  "$engine" build --build-arg "REVISION=$(git rev-parse HEAD)" --timestamp 0 --tag "$image" .
  "$engine" run --rm --entrypoint cat "$image" /app/sbom.json > sbom.json
}
scan() { npm audit --omit=dev --audit-level=high; }
push() { "$engine" push "$image"; }

deployments() { kube get deployments --selector app.kubernetes.io/managed-by=dure --output name; }
sets() { kube get statefulsets --selector app.kubernetes.io/managed-by=dure --output name; }

field() { kube get "$1" --output "jsonpath={$2}"; }
partition() { # STATEFULSET NUMBER: pods below it stay as they are
  local path=/spec/updateStrategy/rollingUpdate
  kube patch "$1" --type json --patch \
    "[{\"op\":\"add\",\"path\":\"$path\",\"value\":{\"partition\":$2}}]"
}

# Every other pod stays as it was: a Deployment is held after its first new pod, and a StatefulSet
# changes the last of its pods alone. One that has a single pod waits for the rest.
hold() {
  local one last
  for one in $(deployments); do kube rollout pause "$one" > /dev/null 2>&1 || true; done
  for one in $(sets); do
    last=$(field "$one" .spec.replicas)
    partition "$one" $((last > 1 ? last - 1 : 1))
  done
}
first_pods() {
  local one
  for one in $(deployments); do
    until [ "$(field "$one" .metadata.generation)" = "$(field "$one" .status.observedGeneration)" ]
    do sleep 0.2; done
    kube rollout resume "$one"
    until [ "$(field "$one" .status.updatedReplicas)" -ge 1 ] 2> /dev/null; do sleep 0.2; done
    kube rollout pause "$one"
  done
}
promote() {
  local one
  for one in $(sets); do partition "$one" 0; done
  for one in $(deployments); do kube rollout resume "$one"; done
  for one in $(deployments) $(sets); do kube rollout status "$one" --timeout 300s; done
}
back() {
  local one
  echo 'The canary is worse: all of it goes back.' >&2
  for one in $(deployments); do kube rollout resume "$one"; done
  for one in $(deployments) $(sets); do kube rollout undo "$one"; done
  for one in $(sets); do partition "$one" 0; done
  for one in $(deployments) $(sets); do kube rollout status "$one" --timeout 300s; done
}
healthy() {
  local until=$((SECONDS + canary))
  while [ "$SECONDS" -lt "$until" ]; do
    node scripts/smoke.ts "$URL" 15 || return 1
    sleep 2
  done
}
deploy() {
  : "${URL:?where people reach the gateway}"
  node packages/cli/bin/dure.mjs deploy kubernetes --config "$config" --out "$made/deploy"
  kubectl apply --filename "$made/deploy/namespace.yaml"
  kube apply --dry-run=server --filename "$made/deploy/manifests" > /dev/null
  hold
  kube apply --filename "$made/deploy/manifests"
  first_pods
  if healthy; then promote; else back; exit 1; fi
  node scripts/smoke.ts "$URL" 60 || { back; exit 1; }
}

case ${1:-} in
  check | build | scan | push | deploy) "$1" ;;
  test) tests ;;
  all) check && tests && build && scan && push && deploy ;;
  *) sed -n '2,11s/^# \?//p' "$0"; exit 2 ;;
esac
