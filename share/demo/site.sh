# shellcheck shell=sh disable=SC2154 # folder is run.sh's
# The public site, out of these records and of a folder of texts.  Who came this week has not said what
# a visit costs, which patients must be told (plexus-directory missing says so, and how to mend it);
plexus-directory edit delmas --fees 'Consultation : 30 €' --sector sector-1
# then it is made,
plexus-site build --content share/demo/site --out "$folder/site"
# and read as a visitor who sees badly would.
plexus-site check "$folder/site"
