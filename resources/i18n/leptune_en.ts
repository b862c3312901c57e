<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChartWords</name>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n point</numerusform>
            <numerusform>%n points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartStudy</name>
    <message numerus="yes">
        <source>%n model(s) that were found before will be replaced: %1 of work.</source>
        <translation>
            <numerusform>%n model that was found before will be replaced: %1 of work.</numerusform>
            <numerusform>%n models that were found before will be replaced: %1 of work.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TaskSketchWords</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Choose between %n answer(s) for “%1”: %2.</source>
        <translation>
            <numerusform>Choose between %n answer for “%1”: %2.</numerusform>
            <numerusform>Choose between %n answers for “%1”: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::CompressPage</name>
    <message numerus="yes">
        <source>%n candidate(s)</source>
        <translation>
            <numerusform>%n candidate</numerusform>
            <numerusform>%n candidates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ContributionView</name>
    <message numerus="yes">
        <source>%n other column(s)</source>
        <translation>
            <numerusform>%n other column</numerusform>
            <numerusform>%n other columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::DataPage</name>
    <message numerus="yes">
        <source>%n bad cell(s)</source>
        <translation>
            <numerusform>%n bad cell</numerusform>
            <numerusform>%n bad cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repair(s)</source>
        <translation>
            <numerusform>%n repair</numerusform>
            <numerusform>%n repairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%Ln&lt;/b&gt; row(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; row</numerusform>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;%Ln&lt;/b&gt; column(s)</source>
        <translation>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; column</numerusform>
            <numerusform>&lt;b&gt;%Ln&lt;/b&gt; columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) may give the answer away</source>
        <translation>
            <numerusform>%n column may give the answer away</numerusform>
            <numerusform>%n columns may give the answer away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) with a warning</source>
        <translation>
            <numerusform>%n column with a warning</numerusform>
            <numerusform>%n columns with a warning</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ExperiencePanel</name>
    <message numerus="yes">
        <source>%n run(s) remembered, on this computer only.</source>
        <translation>
            <numerusform>%n run remembered, on this computer only.</numerusform>
            <numerusform>%n runs remembered, on this computer only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget what %n run(s) taught? New projects then begin without it.</source>
        <translation>
            <numerusform>Forget what %n run taught? New projects then begin without it.</numerusform>
            <numerusform>Forget what %n runs taught? New projects then begin without it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::GiveAwayDialog</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::MainWindow</name>
    <message numerus="yes">
        <source>Tuning is still running: %n trial(s) so far, %1 left.</source>
        <translation>
            <numerusform>Tuning is still running: %n trial so far, %1 left.</numerusform>
            <numerusform>Tuning is still running: %n trials so far, %1 left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) for “%1” are not saved: %2 of work.</source>
        <translation>
            <numerusform>%n model for “%1” is not saved: %2 of work.</numerusform>
            <numerusform>%n models for “%1” are not saved: %2 of work.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tuning is still running: %n trial(s) so far.</source>
        <translation>
            <numerusform>Tuning is still running: %n trial so far.</numerusform>
            <numerusform>Tuning is still running: %n trials so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ModelComparison</name>
    <message numerus="yes">
        <source>%n epoch(s)</source>
        <translation>
            <numerusform>%n epoch</numerusform>
            <numerusform>%n epochs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n round(s)</source>
        <translation>
            <numerusform>%n round</numerusform>
            <numerusform>%n rounds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::RunCare</name>
    <message numerus="yes">
        <source>The best of %n model(s): %1 with %2 %3.</source>
        <translation>
            <numerusform>The only model: %1 with %2 %3.</numerusform>
            <numerusform>The best of %n models: %1 with %2 %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::StatusLine</name>
    <message numerus="yes">
        <source>%n worker(s)</source>
        <translation>
            <numerusform>%n worker</numerusform>
            <numerusform>%n workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::TaskPage</name>
    <message numerus="yes">
        <source>The project asks for %n model(s), however long they take.</source>
        <translation>
            <numerusform>The project asks for %n model, however long it takes.</numerusform>
            <numerusform>The project asks for %n models, however long they take.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>leptune::ThresholdPanel</name>
    <message numerus="yes">
        <source>Recall %1 (%2 of %3 found), precision %4 (%Ln false alarm(s)), cost %5.</source>
        <translation>
            <numerusform>Recall %1 (%2 of %3 found), precision %4 (%Ln false alarm), cost %5.</numerusform>
            <numerusform>Recall %1 (%2 of %3 found), precision %4 (%Ln false alarms), cost %5.</numerusform>
        </translation>
    </message>
</context>
</TS>
