"""A file of one activity that has something of everything."""

ACTIVITIES = b"""<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" generated-datetime="2026-01-01T00:00:00Z">
  <iati-activity xml:lang="en" default-currency="EUR">
    <iati-identifier>XX-1</iati-identifier>
    <reporting-org ref="XX" type="22"><narrative>Reporter</narrative></reporting-org>
    <title><narrative>Water for return</narrative><narrative xml:lang="fr">De l'eau pour le retour</narrative></title>
    <description type="1"><narrative>Wells &amp; pumps.</narrative><narrative xml:lang="fr">Des puits.</narrative></description>
    <description type="2"><narrative>Water near every house.</narrative></description>
    <description type="3"><narrative>Families who came back.</narrative></description>
    <participating-org role="1" type="40"><narrative>European Union</narrative></participating-org>
    <participating-org role="4" type="22"><narrative>Wells for All</narrative></participating-org>
    <participating-org role="4" type="11"><narrative>Town of Gitega</narrative></participating-org>
    <activity-status code="4"/>
    <activity-date type="1" iso-date="2019-12-01"/>
    <activity-date type="2" iso-date="2020-02-01"/>
    <activity-date type="4" iso-date="2022-06-30"/>
    <recipient-country code="BI" percentage="100"/>
    <location><name><narrative>Gitega</narrative></name><point><pos>-3.43 29.92</pos></point></location>
    <sector vocabulary="1" code="14030" percentage="60"/>
    <sector vocabulary="1" code="99810" percentage="40"/>
    <sector vocabulary="8" code="10.7"/>
    <policy-marker vocabulary="1" code="1" significance="1"/>
    <budget><value value-date="2020-01-01">40,000</value></budget>
    <budget><value value-date="2021-01-01">2500.50</value></budget>
    <transaction/><transaction/>
    <result type="1"><title><narrative>Water</narrative></title>
      <indicator measure="1"><title><narrative>Wells dug</narrative></title><baseline value="2"/>
        <period><actual value="7"/></period><period><actual value="12"/></period></indicator></result>
  </iati-activity>
</iati-activities>
"""
