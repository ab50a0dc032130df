#!/usr/bin/env bash
# From a commit to what people use, one step after the other; a forge's workflow calls the same.
#   scripts/pipeline.sh check          types, lint, format
#   scripts/pipeline.sh test           all tests
#   scripts/pipeline.sh build          the image, with what it consists of
#   scripts/pipeline.sh scan           known weaknesses of what it depends on
#   scripts/pipeline.sh push           the image to its registry
#   scripts/pipeline.sh deploy         one pod of each service first; then all, or back again
# Settings: IMAGE (name and tag), CONFIG (file of the deployment), URL (where people reach the
# gateway), NAMESPACE, CANARY_SECONDS, READY_SECONDS (for new pods), ENGINE (podman or docker).
set -euo pipefail
cd "$(dirname "$0")/.."

image=${IMAGE:-localhost/dure:0.1.0}
config=${CONFIG:-deployments/lodging-on-kubernetes.yaml}
namespace=${NAMESPACE:-lodging}
canary=${CANARY_SECONDS:-60}
ready=${READY_SECONDS:-300}
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
# What there was before, to go back to: what this deploy has not changed is not taken back.
deployment_revision() { field "$1" '.metadata.annotations.deployment\.kubernetes\.io/revision'; }
set_revision() { kube get controllerrevision "$(field "$1" .status.updateRevision)" --output 'jsonpath={.revision}'; }
revision() {
  case $1 in
    deployment*) deployment_revision "$1" ;;
    *) set_revision "$1" ;;
  esac
}
settings() { kube get configmaps --selector app.kubernetes.io/managed-by=dure --output name | grep -- '-settings$' || true; }
note() {
  local one
  mkdir -p "$made/before"
  for one in $(deployments) $(sets); do revision "$one" > "$made/before/${one//\//_}"; done
  for one in $(settings); do field "$one" .data > "$made/before/${one//\//_}"; done
}

# Whether every pod of it answers that there is to be now, the new ones among them.
steady() {
  [ "$(field "$1" .metadata.generation)" = "$(field "$1" .status.observedGeneration)" ] || return 1
  case $1 in
    deployment*) [ -z "$(field "$1" .status.unavailableReplicas)" ] ;;
    *) [ "$(field "$1" .status.readyReplicas)" = "$(field "$1" .spec.replicas)" ] ;;
  esac
}
new_pods_ready() {
  local one until=$((SECONDS + ready))
  for one in $(deployments) $(sets); do
    until steady "$one"; do
      if [ "$SECONDS" -ge "$until" ]; then
        echo "The new pod of $one is not ready after $ready s." >&2
        return 1
      fi
      sleep 0.5
    done
  done
}
promote() {
  local one
  for one in $(sets); do partition "$one" 0; done
  for one in $(deployments); do kube rollout resume "$one"; done
  for one in $(deployments) $(sets); do kube rollout status "$one" --timeout "${ready}s" || return 1; done
}
back() {
  local one before
  echo 'The canary is worse: all of it goes back.' >&2
  for one in $(settings); do
    before=$made/before/${one//\//_}
    [ ! -f "$before" ] || kube patch "$one" --type merge --patch "{\"data\":$(cat "$before")}"
  done
  for one in $(deployments) $(sets); do
    before=$made/before/${one//\//_}
    # One that is held cannot be taken back: it goes on for as long as that takes to say.
    kube rollout resume "$one" > /dev/null 2>&1 || true
    if [ ! -f "$before" ]; then
      echo "$one is new: it stays, and has nothing to go back to." >&2
    elif [ "$(revision "$one")" != "$(cat "$before")" ]; then
      kube rollout undo "$one" --to-revision "$(cat "$before")"
    fi
  done
  unstick
  for one in $(sets); do partition "$one" 0; done
  for one in $(deployments) $(sets); do kube rollout status "$one" --timeout 300s; done
}
# A set does not replace a pod that was never ready: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
unstick() {
  local one pod
  for one in $(sets); do
    for pod in $(kube get pods --selector "app.kubernetes.io/component=${one#*/}" --output name); do
      [ "$(field "$pod" '.status.conditions[?(@.type=="Ready")].status')" = True ] ||
        kube delete "$pod" --wait=false
    done
  done
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
  note
  hold
  kube apply --filename "$made/deploy/manifests"
  first_pods
  if new_pods_ready && healthy && promote && node scripts/smoke.ts "$URL" 60; then return; fi
  back
  exit 1
}

case ${1:-} in
  check | build | scan | push | deploy) "$1" ;;
  test) tests ;;
  all) check && tests && build && scan && push && deploy ;;
  *) sed -n '2,11s/^# \?//p' "$0"; exit 2 ;;
esac
