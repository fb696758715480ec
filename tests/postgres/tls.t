#!/usr/bin/env bash
# Parameters of a location pass through to the server as they are: passwords, TLS, certificates of
# both sides.  What is refused is one message that says why, exit 6, and no message shows a password.
. "$(dirname "$0")/../lib.sh"
. "$top/tests/postgres/cluster.sh"

command -v openssl >/dev/null || skip_all 'there is no openssl to make certificates'
cluster=$(cluster_start) || { echo 'Bail out! no cluster'; exit 1; }
trap 'cluster_stop "$cluster"; rm -rf "$tmp"' EXIT
data=$cluster/data port=$((20000 + $$ % 20000))

# authority NAME: a certificate that signs others; signed NAME BY SUBJECT EXTENSION: one that it signed.
authority() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -keyout "$1.key" -out "$1.crt" 2>/dev/null
}
signed() {
	openssl req -newkey rsa:2048 -nodes -subj "$3" -keyout "$1.key" -out "$1.csr" 2>/dev/null
	openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 2 \
		-extfile <(echo "${4:-basicConstraints=CA:FALSE}") -out "$1.crt" 2>/dev/null
	chmod 600 "$1.key"
}
authority ours
authority another
signed server ours /CN=serveur subjectAltName=IP:127.0.0.1
signed robot ours /CN=robot
signed stranger another /CN=robot
cp server.crt server.key ours.crt "$data/"
chown --reference="$data/PG_VERSION" "$data"/server.* "$data/ours.crt"
cluster_sql "$cluster" postgres <<'SQL'
CREATE ROLE equipe LOGIN PASSWORD 'motdepasse-juste';
CREATE ROLE robot LOGIN;
CREATE DATABASE plexus OWNER equipe;
SQL
printf '%s\n' 'local all plexus trust' 'hostssl all equipe 127.0.0.1/32 scram-sha-256' \
	'hostssl all robot 127.0.0.1/32 cert' >"$data/pg_hba.conf"
cluster_halt "$cluster"
cluster_start "$cluster" listen_addresses=127.0.0.1 port="$port" ssl=on ssl_ca_file=ours.crt >/dev/null ||
	{ echo 'Bail out! no server with TLS'; exit 1; }

export PGPORT=$port # of psql; ours is told

# as USER[:PASSWORD] PARAMETERS: the location.
as() { export PLEXUS_DB="postgresql://$1@127.0.0.1:$port/plexus?$2"; }
said=''
try() { run "$@"; said+=$out$err; }
refused() { # NAME REGEX
	status 6 "$1: exit 6"
	like "$err" "$2" "$1: says why"
	is "$(grep -c . <<<"$err")" 1 "$1: in one line"
}
sure="sslmode=verify-full&sslrootcert=$PWD/ours.crt"

as equipe:motdepasse-juste "$sure"
try plexus init --name 'MSP du Val' --kind msp
status 0 'a password and a certificate that is checked'
try plexus-task add 'Relancer' -v
status 0 'a task is added'
try plexus-task list --json
is "$(json '.[0].title')" Relancer 'and read'

as equipe:motdepasse-faux "$sure"
try plexus-task list
refused 'a wrong password' 'password|mot de passe'
as equipe "$sure"
try plexus-task list
refused 'no password' 'password'
as equipe:motdepasse-juste "sslmode=verify-full&sslrootcert=$PWD/another.crt"
try plexus-task list
refused 'a certificate of another authority' 'certificate'
as equipe:motdepasse-juste "sslmode=verify-full&sslrootcert=$PWD/absent.crt"
try plexus-task list
refused 'no certificate to check by' 'absent\.crt'
PLEXUS_DB="postgresql://equipe:motdepasse-juste@localhost:$port/plexus?hostaddr=127.0.0.1&$sure"
try plexus-task list
refused 'a certificate of another host' 'certificate'
as equipe:motdepasse-juste sslmode=disable
try plexus-task list
refused 'no TLS where the server wants it' 'encryption|TLS|SSL|pg_hba'
as equipe:motdepasse-juste sslmode=sur
try plexus-task list
refused 'a parameter that is none' 'sslmode'

cluster_sql "$cluster" plexus -c 'GRANT ALL ON ALL TABLES IN SCHEMA public TO robot' \
	-c 'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO robot'
as robot "$sure&sslcert=$PWD/robot.crt&sslkey=$PWD/robot.key"
try plexus-task add 'Par un programme'
status 0 'a certificate of the client in place of a password'
as robot "$sure&sslcert=$PWD/stranger.crt&sslkey=$PWD/stranger.key"
try plexus-task list
refused "a client's certificate of another authority" 'certificate'

cluster_sql "$cluster" plexus -c 'REVOKE INSERT ON task FROM robot'
as robot "$sure&sslcert=$PWD/robot.crt&sslkey=$PWD/robot.key"
try plexus-task add 'Sans droit'
refused 'a right that is lacking' 'right|permission'
as equipe:motdepasse-juste "$sure"
try plexus-task list --json
is "$(json length)" 2 'what was refused left nothing'
unlike "$said" 'motdepasse' 'no message shows a password'
done_testing
