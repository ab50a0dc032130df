#!/usr/bin/env bash
# One real node of Kubernetes for drills, in a network namespace of its own: etcd, the control plane,
# kubelet and kube-proxy from modules of Go, CoreDNS, and containerd and runc from Debian. Needs root.
#   scripts/kubernetes/node.sh build              fetch and build into the cache (once; a quarter of an hour of CPU)
#   scripts/kubernetes/node.sh start DATA [quota] start everything, wait until the node is ready; with `quota`,
#                                                 pods are held to the CPU that they may use at most
#   scripts/kubernetes/node.sh stop DATA          end all of it, pods included
#   scripts/kubernetes/node.sh volumes DATA N     so many new volumes of this node, of the class `local`
#   scripts/kubernetes/node.sh import DATA TAR    an image archive into the node
#   scripts/kubernetes/node.sh metrics DATA       metrics-server, built once: what an autoscaler looks at
#   scripts/kubernetes/node.sh policies DATA      kube-router, built once: network policies are enforced from then on
#   scripts/kubernetes/node.sh kubectl DATA ARGS…
#   scripts/kubernetes/node.sh in DATA COMMAND…   any command inside the network namespace
#   scripts/kubernetes/node.sh restart DATA PART  kill and start again: kubelet, containerd, kube-proxy, …
# KUBECONFIG is DATA/admin.conf, also outside of the namespace. One node at a time on a machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dure/kubernetes
version=1.37.2 etcd=3.7.3 coredns=v1.15.0 metrics=v0.8.0 router=v2.1.0
bin=$cache/$version
ns=dure-k8s run=/run/dure-k8s
ip=10.254.1.2 pods=10.244.0.0/24 services=10.96.0.0/16 api=6443

packages() {
  if [ -x /usr/bin/containerd ] && [ -x /usr/sbin/runc ] && [ -x /usr/lib/cni/bridge ] && [ -x /usr/sbin/conntrack ] && [ -x /usr/sbin/iptables ]; then return; fi
  apt-get -qq -o DPkg::Lock::Timeout=600 update >&2
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends containerd runc containernetworking-plugins conntrack iptables socat openssl iproute2 >&2
}
build() {
  packages
  mkdir -p "$bin" "$cache/src/k8s" "$cache/src/etcd"
  export GOFLAGS=-mod=mod CGO_ENABLED=0
  if [ ! -x "$bin/etcd" ]; then
    cd "$cache/src/etcd"
    [ -f go.mod ] || { printf 'module local/etcd\n\ngo 1.26.0\n' > go.mod; go get -tool go.etcd.io/etcd/server/v3@v$etcd; }
    go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$bin/etcd" go.etcd.io/etcd/server/v3
  fi
  cd "$cache/src/k8s"
  if [ ! -f go.mod ]; then
    # k8s.io/kubernetes replaces its own parts by folders that are not in the module: here they become the published modules of the same version
    printf 'module local/k8s\n\ngo 1.26.0\n\nrequire k8s.io/kubernetes v%s\n' $version > go.mod
    local mod; mod=$(go mod download -json k8s.io/kubernetes@v$version | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
    { echo; echo 'godebug default=go1.26'; echo; echo 'replace ('; sed -n 's:^\t\(k8s.io/[a-z-]*\) => ./staging.*:\t\1 => \1 v0.'${version#1.}':p' "$mod"; echo ')'; } >> go.mod
  fi
  local x=k8s.io/component-base/version y=k8s.io/client-go/pkg/version
  local v="-X $x.gitVersion=v$version -X $x.gitMajor=1 -X $x.gitMinor=37 -X $y.gitVersion=v$version"
  local t
  for t in kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl; do
    [ -x "$bin/$t" ] || go build -trimpath -buildvcs=false -ldflags "-s -w $v" -o "$bin/$t" k8s.io/kubernetes/cmd/$t
  done
  if [ ! -x "$bin/coredns" ]; then
    mkdir -p "$cache/src/coredns" && cd "$cache/src/coredns"
    printf 'module local/coredns\n\ngo 1.26.0\n' > go.mod
    cat > main.go <<'G'
package main

import (
	"github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/kubernetes"
)

func main() {
	dnsserver.Directives = []string{"errors", "kubernetes"}
	coremain.Run()
}
G
    go get github.com/coredns/coredns@$coredns
    go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$bin/coredns" .
  fi
  [ -x "$bin/pause" ] || go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$bin/pause" "$here/pause.go"
  image "$bin/pause"
}
# An image of one program, without a registry or a daemon: PROGRAM becomes PROGRAM.tar.
image() {
  local name layer config folder
  name=$(basename "$1") folder=$(mktemp -d)
  tar -C "$(dirname "$1")" --owner=0 --group=0 --mtime=@0 -cf "$folder/layer.tar" "$name"
  layer=$(sha256sum "$folder/layer.tar" | cut -d' ' -f1)
  printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/%s"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$name" "$layer" > "$folder/config.json"
  printf '[{"Config":"config.json","RepoTags":["localhost/%s:1"],"Layers":["layer.tar"]}]' "$name" > "$folder/manifest.json"
  tar -C "$folder" -cf "$1.tar" config.json manifest.json layer.tar
  rm -r "$folder"
}
# only the network is another one: `ip netns exec` would hide the cgroups as well
in_ns() { nsenter --net=/run/netns/$ns "$@"; }
pid() { cat "$1/pids/$2" 2>/dev/null || true; }
# Where the node's own programs are counted as one, as in systemd's slice of them: else each of them
# would weigh as much as half of all pods, and pods would wait for the processor while another one begins.
slice() {
  local of=/sys/fs/cgroup/cpu; [ -d $of ] || of=/sys/fs/cgroup
  mkdir -p $of/dure-k8s 2> /dev/null && echo $of/dure-k8s/cgroup.procs || echo /dev/null
}
spawn() { # DATA NAME COMMAND…
  local data=$1 name=$2; shift 2
  printf '%q ' "$@" > "$data/pids/$name.cmd"
  setsid bash -c 'echo $$ > "$0" || true; exec "$@"' "$(slice)" nsenter --net=/run/netns/$ns "$@" > "$data/log/$name" 2>&1 < /dev/null &
  echo $! > "$data/pids/$name"
}
wait_for() { # SECONDS DATA NAME COMMAND…
  local n=$1 data=$2 name=$3 i; shift 3
  for i in $(seq $((n * 5))); do
    "$@" > /dev/null 2>&1 && return
    kill -0 "$(pid "$data" "$name")" 2>/dev/null || { tail -20 "$data/log/$name" >&2; echo "$name ended" >&2; exit 1; }
    sleep 0.2
  done
  tail -20 "$data/log/$name" >&2; echo "$name not ready in $n s" >&2; exit 1
}
kc() { local d=$1; shift; in_ns "$bin/kubectl" --kubeconfig "$d/admin.conf" "$@"; }

certificates() {
  cd "$1/pki"
  [ -f ca.crt ] && return
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=dure-k8s -keyout ca.key -out ca.crt 2> /dev/null
  openssl genrsa -out sa.key 2048 2> /dev/null
  openssl req -newkey rsa:2048 -nodes -subj /CN=kube-apiserver -keyout api.key -out api.csr 2> /dev/null
  printf 'subjectAltName=IP:127.0.0.1,IP:%s,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc\n' $ip > san
  openssl x509 -req -in api.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile san -out api.crt 2> /dev/null
  # the front proxy's certificate: how the API server proves itself to API extensions (metrics, KEDA)
  openssl req -newkey rsa:2048 -nodes -subj /CN=front-proxy-client -keyout front.key -out front.csr 2> /dev/null
  openssl x509 -req -in front.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out front.crt 2> /dev/null
  openssl req -newkey rsa:2048 -nodes -subj /O=system:masters/CN=kube-apiserver-kubelet-client -keyout kubelet-client.key -out kubelet-client.csr 2> /dev/null
  openssl x509 -req -in kubelet-client.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out kubelet-client.crt 2> /dev/null
}
start() {
  local data=$1 quota=false; [ "${2:-}" != quota ] || quota=true
  [ -x "$bin/coredns" ] && [ -f "$bin/pause.tar" ] || build; packages
  mkdir -p "$data"/{etcd,pki,pids,log,cni,kubelet,containerd} $run; data=$(cd "$data" && pwd)
  certificates "$data"
  [ -f "$data/token" ] || head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$data/token"
  local token; token=$(cat "$data/token")
  echo "$token,admin,admin,system:masters" > "$data/tokens.csv"
  cat > "$data/admin.conf" <<P
{"apiVersion":"v1","kind":"Config","current-context":"dure","contexts":[{"name":"dure","context":{"cluster":"dure","user":"admin"}}],
"clusters":[{"name":"dure","cluster":{"server":"https://$ip:$api","certificate-authority":"$data/pki/ca.crt"}}],"users":[{"name":"admin","user":{"token":"$token"}}]}
P
  ip netns list | grep -q "^$ns\b" || ip netns add $ns
  in_ns ip link set lo up
  # the node's address is one end of a veth pair (the kernel here has no dummy devices); the machine is the other end, 10.254.1.1
  ip link show dure-k8s > /dev/null 2>&1 || { ip link add dure-k8s type veth peer name host0 netns $ns; ip addr add 10.254.1.1/30 dev dure-k8s; ip link set dure-k8s up; in_ns ip addr add $ip/30 dev host0; in_ns ip link set host0 up; in_ns ip route add default via 10.254.1.1; }
  in_ns sysctl -qw net.ipv4.ip_forward=1
  cat > "$data/cni/10-dure.conflist" <<P
{"cniVersion":"0.4.0","name":"dure","plugins":[{"type":"bridge","bridge":"cni0","isGateway":true,"ipMasq":true,"hairpinMode":true,"ipam":{"type":"host-local","dataDir":"$data/cni/ipam","ranges":[[{"subnet":"$pods"}]],"routes":[{"dst":"0.0.0.0/0"}]}},{"type":"portmap","capabilities":{"portMappings":true}}]}
P
  cat > "$data/containerd.toml" <<P
version = 2
root = "$data/containerd"
state = "$run/containerd"
[grpc]
  address = "$run/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  # CAP_SYS_RESOURCE is not given here: without this line runc dies with "can't get final child's PID from pipe: EOF"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$data/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
P
  local p; for p in "$data"/pids/*; do case $p in *.cmd | *\*) ;; *) if kill -0 "$(cat "$p")" 2> /dev/null; then echo "$(basename "$p") runs already: stop first" >&2; exit 1; fi ;; esac; done
  spawn "$data" containerd containerd --config "$data/containerd.toml"
  wait_for 30 "$data" containerd ctr -a $run/containerd.sock version
  ctr -a $run/containerd.sock -n k8s.io images import "$bin/pause.tar" > /dev/null
  spawn "$data" etcd "$bin/etcd" --data-dir "$data/etcd" --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 --initial-cluster default=http://127.0.0.1:2380 --log-level warn
  spawn "$data" kube-apiserver "$bin/kube-apiserver" --etcd-servers http://127.0.0.1:2379 --bind-address $ip --advertise-address $ip --secure-port $api \
    --tls-cert-file "$data/pki/api.crt" --tls-private-key-file "$data/pki/api.key" --token-auth-file "$data/tokens.csv" --client-ca-file "$data/pki/ca.crt" --authorization-mode Node,RBAC \
    --service-account-key-file "$data/pki/sa.key" --service-account-signing-key-file "$data/pki/sa.key" --service-account-issuer https://kubernetes.default.svc --service-cluster-ip-range $services \
    --requestheader-client-ca-file "$data/pki/ca.crt" --requestheader-allowed-names front-proxy-client --requestheader-extra-headers-prefix X-Remote-Extra- --requestheader-group-headers X-Remote-Group --requestheader-username-headers X-Remote-User \
    --proxy-client-cert-file "$data/pki/front.crt" --proxy-client-key-file "$data/pki/front.key" --kubelet-client-certificate "$data/pki/kubelet-client.crt" --kubelet-client-key "$data/pki/kubelet-client.key" --kubelet-preferred-address-types InternalIP --cert-dir "$data/pki"
  wait_for 120 "$data" kube-apiserver kc "$data" get --raw /readyz
  # of a run before: until its program is there again, no namespace could be deleted
  kc "$data" delete apiservice v1beta1.metrics.k8s.io --ignore-not-found > /dev/null
  spawn "$data" kube-controller-manager "$bin/kube-controller-manager" --kubeconfig "$data/admin.conf" --authentication-kubeconfig "$data/admin.conf" --authorization-kubeconfig "$data/admin.conf" --bind-address 127.0.0.1 --leader-elect=false \
    --service-account-private-key-file "$data/pki/sa.key" --root-ca-file "$data/pki/ca.crt" --cluster-signing-cert-file "$data/pki/ca.crt" --cluster-signing-key-file "$data/pki/ca.key" --use-service-account-credentials --horizontal-pod-autoscaler-sync-period 5s --cert-dir "$data/pki"
  spawn "$data" kube-scheduler "$bin/kube-scheduler" --kubeconfig "$data/admin.conf" --authentication-kubeconfig "$data/admin.conf" --authorization-kubeconfig "$data/admin.conf" --bind-address 127.0.0.1 --leader-elect=false --cert-dir "$data/pki"
  cat > "$data/kubelet.yaml" <<P
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $ip
healthzBindAddress: 127.0.0.1
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $data/pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
clusterDNS: [$ip]
clusterDomain: cluster.local
# Two cores for everything: of a very small pod, what it may use at most would keep it from starting in time.
cpuCFSQuota: $quota
failCgroupV1: false
failSwapOn: false
containerRuntimeEndpoint: unix://$run/containerd.sock
maxPods: 40
evictionHard: {memory.available: 200Mi}
resolvConf: ""
P
  spawn "$data" kubelet "$bin/kubelet" --config "$data/kubelet.yaml" --kubeconfig "$data/admin.conf" --root-dir "$data/kubelet" --cert-dir "$data/pki" --node-ip $ip --hostname-override node1
  cat > "$data/proxy.yaml" <<P
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $data/admin.conf}
mode: iptables
clusterCIDR: $pods
hostnameOverride: node1
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
P
  spawn "$data" kube-proxy "$bin/kube-proxy" --config "$data/proxy.yaml"
  printf '.:53 {\n  errors\n  kubernetes cluster.local {\n    kubeconfig %s dure\n  }\n}\n' "$data/admin.conf" > "$data/Corefile"
  spawn "$data" coredns "$bin/coredns" -conf "$data/Corefile"
  wait_for 120 "$data" kubelet bash -c "nsenter --net=/run/netns/$ns '$bin/kubectl' --kubeconfig '$data/admin.conf' get node node1 -o jsonpath='{.status.conditions[?(@.type==\"Ready\")].status}' | grep True"
  echo "Ready: export KUBECONFIG=$data/admin.conf PATH=$bin:\$PATH. The API is https://$ip:$api, node ports are at $ip."
}
stop() {
  local data p id; data=$(cd "$1" && pwd)
  kc "$data" delete deployments,statefulsets,daemonsets,jobs,pods --all -A --grace-period=1 --timeout=30s > /dev/null 2>&1 || true
  for p in kube-router metrics-server coredns kube-proxy kubelet kube-scheduler kube-controller-manager kube-apiserver etcd; do [ -n "$(pid "$data" $p)" ] && kill "$(pid "$data" $p)" 2>/dev/null || true; done
  # they let their own connections end first
  for p in kube-apiserver etcd; do for id in $(seq 100); do kill -0 "$(pid "$data" $p)" 2>/dev/null || break; sleep 0.1; done; kill -9 "$(pid "$data" $p)" 2>/dev/null || true; done
  for id in $(ctr -a $run/containerd.sock -n k8s.io tasks ls -q 2>/dev/null); do ctr -a $run/containerd.sock -n k8s.io tasks kill -s SIGKILL "$id" > /dev/null 2>&1 || true; done
  sleep 1
  [ -n "$(pid "$data" containerd)" ] && kill "$(pid "$data" containerd)" 2>/dev/null || true
  sleep 1
  # what the shims still hold
  for p in $(pgrep -f "containerd-shim-runc-v2 .*$run/containerd.sock" || true); do kill "$p" || true; done
  grep -oE " ($data|$run|/run/netns/cni-)[^ ]*" /proc/mounts | sort -r | while read -r m; do umount -l "$m" 2>/dev/null || true; done
  ip netns del $ns 2>/dev/null || true; ip link del dure-k8s 2>/dev/null || true
  rm -f "$data"/pids/*
}
# Volumes on the disk of the node, and the class that they are claimed by. Each is used once.
volumes() {
  local data=$1 i made; made=$(date +%s)
  kc "$data" apply -f - > /dev/null <<P
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
P
  for i in $(seq "$2"); do
    mkdir -p "$data/volumes/$made-$i"
    kc "$data" apply -f - > /dev/null <<P
apiVersion: v1
kind: PersistentVolume
metadata: {name: local-$made-$i}
spec:
  capacity: {storage: 5Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Delete
  storageClassName: local
  local: {path: $data/volumes/$made-$i}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node1]}]}]}}
P
  done
}
# A program of a module of Go that is not one of the cluster's own: NAME MODULE PROGRAM VERSION
built() {
  [ -x "$bin/$1" ] && return
  mkdir -p "$cache/src/$1" && cd "$cache/src/$1"
  [ -f go.mod ] || printf 'module local/%s\n\ngo 1.26.0\n' "$1" > go.mod
  GOFLAGS=-mod=mod go get -tool "$2/$3@$4"
  GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$bin/$1" "$2/$3"
}
# It runs beside the cluster's own programs; a Service without pods leads to it.
metrics() {
  local data=$1
  built metrics-server sigs.k8s.io/metrics-server cmd/metrics-server $metrics
  spawn "$data" metrics-server "$bin/metrics-server" --kubeconfig "$data/admin.conf" --authentication-kubeconfig "$data/admin.conf" --authorization-kubeconfig "$data/admin.conf" \
    --bind-address $ip --secure-port 4443 --cert-dir "$data/pki/metrics" --kubelet-insecure-tls --kubelet-preferred-address-types InternalIP --metric-resolution 15s
  kc "$data" apply -f - > /dev/null <<P
apiVersion: v1
kind: Service
metadata: {name: metrics-server, namespace: kube-system}
spec: {ports: [{name: https, port: 443, targetPort: 4443}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: metrics-server, namespace: kube-system, labels: {kubernetes.io/service-name: metrics-server}}
addressType: IPv4
ports: [{name: https, port: 4443}]
endpoints: [{addresses: [$ip], conditions: {ready: true}}]
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec: {service: {name: metrics-server, namespace: kube-system}, group: metrics.k8s.io, version: v1beta1, insecureSkipTLSVerify: true, groupPriorityMinimum: 100, versionPriority: 100}
P
  wait_for 120 "$data" metrics-server kc "$data" top node node1
}
policies() {
  local data=$1
  [ -x /usr/sbin/ipset ] || DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends ipset >&2
  built kube-router github.com/cloudnativelabs/kube-router/v2 cmd/kube-router $router
  spawn "$data" kube-router "$bin/kube-router" --kubeconfig "$data/admin.conf" --run-firewall=true --run-router=false --run-service-proxy=false --run-loadbalancer=false \
    --hostname-override node1 --service-cluster-ip-range $services --health-port 0 --metrics-port 0
  wait_for 60 "$data" kube-router bash -c "nsenter --net=/run/netns/$ns iptables-save | grep -q KUBE-ROUTER"
}
verb=${1:-}; shift || true
case $verb in
  build) build; echo "$bin" ;;
  start) start "$@" ;;
  stop) stop "$1" ;;
  kubectl) d=$(cd "$1" && pwd); shift; kc "$d" "$@" ;;
  in) d=$1; shift; in_ns "$@" ;;
  volumes) volumes "$(cd "$1" && pwd)" "$2" ;;
  metrics) metrics "$(cd "$1" && pwd)" ;;
  policies) policies "$(cd "$1" && pwd)" ;;
  import) ctr -a $run/containerd.sock -n k8s.io images import "$2" ;;
  restart) d=$(cd "$1" && pwd); kill -9 "$(pid "$d" "$2")"; while kill -0 "$(pid "$d" "$2")" 2>/dev/null; do sleep 0.1; done; eval "spawn $d $2 $(cat "$d/pids/$2.cmd")" ;;
  *) sed -n '2,15s/^# \?//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
