/// A small report in the shape of `report.xml`, about wallpaper.
enum UFEDSample {
    static let text = """
        <?xml version="1.0" encoding="utf-8"?>
        <project id="p" name="Demo" reportVersion="5.2.0.0" xmlns="http://pa.cellebrite.com/report/2.0">
        <sourceExtractions><extractionInfo id="0" name="Legacy" type="Logical" deviceName="ExamplePhone EP-1"/>
        </sourceExtractions>
        <caseInformation><field name="Case number">DEMO-2026-0001</field></caseInformation>
        <metadata section="Device Info"><item name="DeviceInfoDetectedModel"><![CDATA[EP-1]]></item>
        <item name="Empty"/></metadata>
        <images><image path="x"/></images>
        <taggedFiles>
        <file fs="Data" fsid="1" path="/DCIM/wall&amp;paper.jpg" size="53392" id="f-1" extractionId="0" deleted="Intact">
        <accessInfo><timestamp name="CreationTime">2025-12-01T10:00:00.000+00:00</timestamp>
        <timestamp name="ModifyTime">2025-12-01T10:00:01.000+00:00</timestamp>
        <timestamp name="AccessTime"/><timestamp name="BackupTime">2025-12-02T00:00:00Z</timestamp></accessInfo>
        <metadata section="File"><item name="Local Path"><![CDATA[files\\Image\\wallpaper.jpg]]></item>
        <item name="SHA256"><![CDATA[b4b69fe7b061e3e52d1b7674dd1a4dccd3e2b9af7c3c280fd8e285a96c5dc014]]></item>
        <item name="MD5"><![CDATA[n/a]]></item></metadata>
        <metadata section="MetaData"><item name="Camera Model">EC-1</item></metadata></file>
        <file path="/DCIM/gone.jpg" size="" deleted="Deleted"/>
        </taggedFiles>
        <decodedData>
        <modelType type="Chat"><model type="Chat" id="c-1" deleted_state="Intact" decoding_confidence="High">
        <field name="Source" type="String"><value type="String"><![CDATA[ExampleChat]]></value></field>
        <field name="Id" type="String"><value type="String">room-9</value></field>
        <field name="Name" type="String"><empty/></field>
        <multiModelField name="Participants" type="Party">
        <model type="Party" id="p-1"><field name="Identifier"><value>+4930123456</value></field>
        <field name="Name"><value>Seller</value></field><field name="IsPhoneOwner"><value>True</value></field></model>
        <model type="Party" id="p-2"><field name="Identifier"><value>buyer@example.org</value></field>
        <field name="IsPhoneOwner"><value>False</value></field><field name="IsGroupAdmin"><value>true</value></field>
        </model></multiModelField>
        <multiModelField name="Messages" type="InstantMessage">
        <model type="InstantMessage" id="m-1" deleted_state="Deleted" decoding_confidence="Medium">
        <modelField name="From" type="Party"><model type="Party"><field name="Identifier"><value>+4930123456</value>
        </field><field name="Name"><value>Seller</value></field></model></modelField>
        <multiModelField name="To" type="Party"><model type="Party"><field name="Identifier">
        <value>buyer@example.org</value></field></model></multiModelField>
        <field name="Body"><value>striped
        or plain?</value></field>
        <field name="TimeStamp"><value type="TimeStamp" format="Known">2025-12-01T11:00:00.000+01:00</value></field>
        <field name="SourceApplication"><value>ExampleChat</value></field><field name="Platform"><value>Mobile</value>
        </field><field name="Label"><value>kept</value></field>
        <multiModelField name="Attachments"><model type="Attachment"><field name="Filename"><value>wallpaper.jpg</value>
        </field><field name="ContentType"><value>image/jpeg</value></field><field name="URL"><value>https://example.org/w
        </value></field><jumptargets><targetid ismodel="false">f-1</targetid></jumptargets></model></multiModelField>
        <multiModelField name="SharedContacts"><model type="Contact"><field name="Name"><value>x</value></field></model>
        </multiModelField><jumptargets><targetid>f-1</targetid></jumptargets></model>
        <model type="NewKindOfMessage" id="n-1"><field name="Body"><value>?</value></field></model>
        <model type="InstantMessage" id="m-2"><field name="Body"><value>plain</value></field></model>
        </multiModelField></model></modelType>
        <modelType type="Contact"><model type="Contact" id="k-1"><field name="Name"><value>Paperhanger</value></field>
        <field name="Source"><value>Phone</value></field><multiModelField name="Entries">
        <model type="PhoneNumber"><field name="Category"><value>Work</value></field><field name="Value">
        <value>+49 30 654321</value></field></model>
        <model type="EmailAddress"><field name="Value"><value>paper@example.org</value></field></model>
        <model type="UserID"><field name="Value"><value>hanger7</value></field></model></multiModelField></model>
        </modelType>
        <modelType type="UserAccount"><model type="UserAccount" id="u-1"><field name="Username"><value>seller7</value>
        </field><field name="ServiceType"><value>ExampleChat</value></field></model></modelType>
        <modelType type="SMS"><model type="SMS" id="s-1"><field name="Body"><value>paste?</value></field></model>
        </modelType>
        <modelType type="Weather"><model type="Weather" id="w-1"><model type="Cloud"/></model>
        <model type="Weather" id="w-2"/></modelType>
        </decodedData>
        </project>
        """
}
